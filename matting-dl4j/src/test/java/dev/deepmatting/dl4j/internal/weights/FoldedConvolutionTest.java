package dev.deepmatting.dl4j.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Folded batch normalisation against PyTorch's, with variances from 1e-4 to 50. */
class FoldedConvolutionTest {
  private static final Map<String, FloatTensor> GOLDEN =
      Golden.tensors("batch-normalisation.safetensors");

  @Test
  void givesWhatConvolutionAndBatchNormalisationGive() {
    FoldedConvolution folded =
        new FoldedConvolution(GOLDEN.get("weight"), GOLDEN.get("bias"))
            .fold(values("gamma"), values("beta"), values("mean"), values("variance"), 1e-5);
    float[] wanted = values("output");
    FloatTensor output = convolve(folded, GOLDEN.get("input"));
    for (int i = 0; i < wanted.length; i++) {
      float tolerance = 1e-5f * Math.max(1, Math.abs(wanted[i]));
      assertThat(output.values()[i]).isCloseTo(wanted[i], within(tolerance));
    }
  }

  private static float[] values(String name) {
    return GOLDEN.get(name).values();
  }

  /** A plain 3x3 convolution with padding 1, in double precision. */
  private static FloatTensor convolve(FoldedConvolution layer, FloatTensor input) {
    int channels = layer.kernel().size(0);
    int height = input.size(2);
    int width = input.size(3);
    float[] output = new float[input.size(0) * channels * height * width];
    for (int i = 0; i < output.length; i++) {
      int x = i % width;
      int y = i / width % height;
      int channel = i / (width * height) % channels;
      int sample = i / (width * height * channels);
      output[i] =
          (float) (layer.bias().values()[channel] + sum(layer, input, sample, channel, y, x));
    }
    return new FloatTensor(output, input.size(0), channels, height, width);
  }

  private static double sum(
      FoldedConvolution layer, FloatTensor input, int sample, int channel, int y, int x) {
    int channels = input.size(1);
    int height = input.size(2);
    int width = input.size(3);
    double sum = 0;
    for (int source = 0; source < channels; source++) {
      for (int tap = 0; tap < 9; tap++) {
        int row = y + tap / 3 - 1;
        int column = x + tap % 3 - 1;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          double weight = layer.kernel().values()[(channel * channels + source) * 9 + tap];
          int index = ((sample * channels + source) * height + row) * width + column;
          sum += weight * input.values()[index];
        }
      }
    }
    return sum;
  }
}
