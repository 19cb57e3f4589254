package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.dl4j.internal.backprop.Parameter;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers to compute with, and how they are compared. */
final class Numbers {
  private static final double TOLERANCE = 3e-5;

  private Numbers() {}

  /** Even between -1 and 1, exact in single precision. */
  static double[] random(long seed, int... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[Reference.elements(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** A parameter whose gradient holds ones already. */
  static Parameter trained(double[] values, int... shape) {
    return new Parameter("trained", array(values, shape), array(filled(1, values.length), shape));
  }

  static Parameter frozen(double[] values, int... shape) {
    return new Parameter("frozen", array(values, shape), null);
  }

  private static INDArray array(double[] values, int... shape) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.createFromArray(floats).reshape(Arrays.stream(shape).asLongStream().toArray());
  }

  static double[] filled(double value, int length) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  /** Values in the layout that a convolution gives: 1x1, by the identity. */
  static Activation convolved(Kernels kernels, double[] values, int... shape) {
    int channels = shape[1];
    double[] identity = new double[channels * channels];
    for (int i = 0; i < channels; i++) {
      identity[i * channels + i] = 1;
    }
    Activation plain = kernels.upload(values, shape);
    Activation convolved =
        kernels.convolve(
            plain,
            frozen(identity, channels, channels, 1, 1),
            frozen(new double[channels], channels));
    kernels.release(plain);
    return convolved;
  }

  /** Values as they were uploaded, or as a convolution gives them. */
  static Activation activation(Kernels kernels, boolean blocked, double[] values, int... shape) {
    return blocked ? convolved(kernels, values, shape) : kernels.upload(values, shape);
  }

  /** What a parameter's gradient gained since it was ones. */
  static double[] gain(Parameter parameter) {
    double[] values = parameter.gradient().dup('c').data().asDouble();
    return Arrays.stream(values).map(value -> value - 1).toArray();
  }

  static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  /** Compares relative to the largest expected number, or to 1 if the sums began there. */
  static void assertClose(double[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(largest).isPositive();
    assertThat(actual).containsExactly(expected, within(TOLERANCE * Math.max(largest, 1)));
  }
}
