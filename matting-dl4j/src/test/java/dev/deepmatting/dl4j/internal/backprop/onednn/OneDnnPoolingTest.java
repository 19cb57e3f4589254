package dev.deepmatting.dl4j.internal.backprop.onednn;

import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.activation;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.backprop.Pooled;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnPoolingTest {
  private final OneDnnKernels kernels = new OneDnnKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  @ParameterizedTest(name = "{0} x {1} channels, {2} x {3}, blocked {4}")
  @CsvSource({
    "1, 1, 4, 6, false",
    "2, 3, 8, 4, true",
    "3, 5, 6, 6, false",
    "2, 17, 6, 10, true",
    "1, 32, 16, 16, true",
    "1, 32, 16, 16, false"
  })
  void theFirstOfEqualMaximaCounts(
      int batch, int channels, int height, int width, boolean blocked) {
    int[] shape = {batch, channels, height, width};
    int[] half = {batch, channels, height / 2, width / 2};
    double[] values = withTies(shape);
    int[] maxima = Reference.maxima(values, shape);
    Pooled pooled = kernels.pool(activation(kernels, blocked, values, shape));
    assertThat(pooled.output().shape()).isEqualTo(half);
    assertThat(kernels.download(pooled.output()))
        .containsExactly(Arrays.stream(maxima).mapToDouble(i -> values[i]).toArray());

    double[] gradient = random(2, half);
    double[] scattered = new double[values.length];
    for (int i = 0; i < maxima.length; i++) {
      scattered[maxima[i]] = gradient[i];
    }
    Activation upstream = kernels.upload(gradient, half);
    assertThat(kernels.download(kernels.poolBackward(pooled, upstream))).containsExactly(scattered);
    assertThat(kernels.download(kernels.unpool(pooled, upstream))).containsExactly(scattered);

    double[] unpooled = random(3, shape);
    Activation picked = kernels.unpoolBackward(pooled, kernels.upload(unpooled, shape));
    assertThat(kernels.download(picked))
        .containsExactly(Arrays.stream(maxima).mapToDouble(i -> unpooled[i]).toArray());
  }

  /** Few different numbers, and every seventh window all zeros, as after a ReLU. */
  private static double[] withTies(int... shape) {
    double[] values = random(1, shape);
    for (int i = 0; i < values.length; i++) {
      int window = i / (2 * shape[3]) * (shape[3] / 2) + i % shape[3] / 2;
      values[i] = window % 7 == 0 ? 0 : Math.round(2 * values[i]);
    }
    return values;
  }
}
