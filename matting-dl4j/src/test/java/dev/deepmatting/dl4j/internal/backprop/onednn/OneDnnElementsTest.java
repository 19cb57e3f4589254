package dev.deepmatting.dl4j.internal.backprop.onednn;

import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.activation;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.assertClose;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnElementsTest {
  private static final int[] SHAPE = {2, 5, 4, 6};

  private final OneDnnKernels kernels = new OneDnnKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  @ParameterizedTest(name = "blocked {0} and {1}")
  @CsvSource({"false, false", "true, true", "true, false", "false, true"})
  void rectifyingStopsGradientsWhereTheOutputIsZero(boolean blocked, boolean blockedGradient) {
    double[] values = random(1, SHAPE);
    values[3] = 0;
    double[] gradient = random(2, SHAPE);
    double[] expected = new double[values.length];
    double[] expectedGradient = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = Math.max(0, values[i]);
      expectedGradient[i] = values[i] > 0 ? gradient[i] : 0;
    }
    Activation output = kernels.rectify(activation(kernels, blocked, values, SHAPE));
    assertThat(kernels.download(output)).containsExactly(expected);
    Activation upstream = activation(kernels, blockedGradient, gradient, SHAPE);
    assertThat(kernels.download(kernels.rectifyBackward(output, upstream)))
        .containsExactly(expectedGradient, within(0.0));
  }

  @ParameterizedTest(name = "blocked {0} and {1}")
  @CsvSource({"false, false", "true, true", "true, false", "false, true"})
  void sumsAreOfAnyLayouts(boolean blocked, boolean blockedOther) {
    double[] one = random(1, SHAPE);
    double[] other = random(2, SHAPE);
    double[] expected = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      expected[i] = one[i] + other[i];
    }
    Activation first = activation(kernels, blocked, one, SHAPE);
    Activation sum = kernels.add(first, activation(kernels, blockedOther, other, SHAPE));
    assertClose(kernels.download(sum), expected);
    assertThat(kernels.download(first)).containsExactly(one);
  }

  @ParameterizedTest(name = "{0} channels behind {1}, blocked {2}")
  @CsvSource({"1, 1, false", "2, 16, true", "3, 18, true", "2, 5, false"})
  void joinedChannelsLieBehindEachOther(int added, int channels, boolean blocked) {
    int[] shape = {2, channels, 3, 4};
    int[] other = {2, added, 3, 4};
    double[] values = random(1, shape);
    double[] more = random(2, other);
    Activation joined =
        kernels.join(
            activation(kernels, blocked, values, shape), activation(kernels, false, more, other));
    double[] expected = new double[values.length + more.length];
    int half = values.length / 2;
    System.arraycopy(values, 0, expected, 0, half);
    System.arraycopy(more, 0, expected, half, more.length / 2);
    System.arraycopy(values, half, expected, expected.length / 2, half);
    System.arraycopy(more, more.length / 2, expected, expected.length / 2 + half, more.length / 2);
    assertThat(kernels.download(joined)).containsExactly(expected);
    assertThat(kernels.download(kernels.joinBackward(joined, channels))).containsExactly(values);
  }

  @ParameterizedTest(name = "{0} x {1} channels, {2} x {3}, blocked {4}")
  @CsvSource({
    "1, 1, 1, 3, false",
    "2, 3, 4, 5, true",
    "1, 17, 5, 3, true",
    "2, 32, 3, 3, true",
    "3, 5, 4, 4, false"
  })
  void doublingIsBilinear(int batch, int channels, int height, int width, boolean blocked) {
    int[] shape = {batch, channels, height, width};
    int[] twice = {batch, channels, 2 * height, 2 * width};
    double[] values = random(1, shape);
    Activation doubled = kernels.doubled(activation(kernels, blocked, values, shape));
    assertThat(doubled.shape()).isEqualTo(twice);
    assertClose(kernels.download(doubled), Reference.doubled(values, shape, false));

    double[] gradient = random(2, twice);
    Activation back = kernels.doubledBackward(activation(kernels, blocked, gradient, twice));
    assertThat(back.shape()).isEqualTo(shape);
    assertClose(kernels.download(back), Reference.doubled(gradient, shape, true));
  }

  @Test
  void doublingIsPyTorchsWithoutAlignedCorners() {
    Map<String, FloatTensor> golden = Golden.tensors("bilinear.safetensors");
    double[] doubled = kernels.download(kernels.doubled(kernels.upload(golden.get("input"))));
    FloatTensor output = golden.get("output");
    double[] expected = new double[output.values().length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = output.values()[i];
    }
    assertClose(doubled, expected);
  }
}
