package dev.deepmatting.dl4j.internal.backprop.onednn;

import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.activation;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.assertClose;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.frozen;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.gain;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.random;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.times;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.trained;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.backprop.Normalised;
import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.backprop.onednn.Reference.Gradients;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnNormalisationTest {
  private static final double EPSILON = 1e-5;

  private final OneDnnKernels kernels = new OneDnnKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  @ParameterizedTest(name = "{0} x {1} channels, {2} x {3}, blocked {4}")
  @CsvSource({
    "1, 1, 5, 4, false",
    "2, 3, 4, 4, true",
    "3, 17, 3, 5, true",
    "3, 17, 3, 5, false",
    "2, 32, 6, 6, true",
    "1, 5, 40, 40, true"
  })
  void byTheBatchItGoesThroughTheStatistics(
      int batch, int channels, int height, int width, boolean blocked) {
    int[] shape = {batch, channels, height, width};
    NormalisationReference expected =
        new NormalisationReference(values(shape), shape, scale(channels), random(4, channels));
    Parameter scale = trained(scale(channels), channels);
    Parameter shift = trained(random(4, channels), channels);
    Activation input = activation(kernels, blocked, values(shape), shape);
    Normalised normalised = kernels.normalise(input, scale, shift, EPSILON);
    assertClose(normalised.mean(), expected.mean);
    assertClose(normalised.variance(), expected.variance);
    check(input, normalised, expected, scale, shift);
  }

  @ParameterizedTest(name = "{0} x {1} channels, {2} x {3}, blocked {4}")
  @CsvSource({"1, 1, 5, 4, false", "2, 3, 4, 4, true", "3, 17, 3, 5, true", "2, 32, 6, 6, true"})
  void givenStatisticsAreConstants(
      int batch, int channels, int height, int width, boolean blocked) {
    int[] shape = {batch, channels, height, width};
    double[] mean = random(8, channels);
    double[] variance = Arrays.stream(random(9, channels)).map(v -> 1.5 + v).toArray();
    NormalisationReference expected =
        new NormalisationReference(
            values(shape), shape, scale(channels), random(4, channels), mean, variance);
    Parameter scale = trained(scale(channels), channels);
    Parameter shift = trained(random(4, channels), channels);
    Activation input = activation(kernels, blocked, values(shape), shape);
    Normalised normalised = kernels.normalise(input, scale, shift, EPSILON, mean, variance);
    assertClose(normalised.mean(), mean);
    assertClose(normalised.variance(), variance);
    check(input, normalised, expected, scale, shift);
  }

  /** Goes back twice, and once more past frozen parameters. */
  private void check(
      Activation input,
      Normalised normalised,
      NormalisationReference expected,
      Parameter scale,
      Parameter shift) {
    int[] shape = input.shape();
    assertClose(kernels.download(normalised.output()), expected.output());
    Gradients gradients = expected.backward(random(2, shape));
    Activation upstream = kernels.upload(random(2, shape), shape);
    for (int round = 1; round <= 2; round++) {
      Activation back = kernels.normaliseBackward(input, normalised, upstream, scale, shift);
      assertClose(kernels.download(back), gradients.input());
      assertClose(gain(scale), times(round, gradients.kernel()));
      assertClose(gain(shift), times(round, gradients.bias()));
    }
    Parameter frozenScale = frozen(scale(shape[1]), shape[1]);
    Activation back =
        kernels.normaliseBackward(
            input, normalised, upstream, frozenScale, frozen(random(4, shape[1]), shape[1]));
    assertClose(kernels.download(back), gradients.input());
  }

  /** Off centre, so that the mean matters. */
  private static double[] values(int... shape) {
    return Arrays.stream(random(1, shape)).map(value -> (float) (2 * value + 0.75)).toArray();
  }

  private static double[] scale(int channels) {
    return Arrays.stream(random(3, channels)).map(value -> (float) (1.25 + value)).toArray();
  }
}
