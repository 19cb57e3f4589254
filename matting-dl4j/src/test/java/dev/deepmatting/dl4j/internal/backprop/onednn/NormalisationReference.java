package dev.deepmatting.dl4j.internal.backprop.onednn;

/** Batch normalisation with its ReLU as plain loops in double precision. */
final class NormalisationReference {
  private static final double EPSILON = 1e-5;

  private final double[] x;
  private final int channels;
  private final int plane;
  private final double[] scale;
  private final double[] shift;
  private final boolean given;
  final double[] mean;
  final double[] variance;

  /** By the values' own statistics. */
  NormalisationReference(double[] x, int[] shape, double[] scale, double[] shift) {
    this(x, shape, scale, shift, new double[shape[1]], new double[shape[1]], false);
    double count = (double) shape[0] * plane;
    for (int i = 0; i < x.length; i++) {
      mean[channel(i)] += x[i] / count;
    }
    for (int i = 0; i < x.length; i++) {
      variance[channel(i)] += Math.pow(x[i] - mean[channel(i)], 2) / count;
    }
  }

  /** By given statistics. */
  NormalisationReference(
      double[] x, int[] shape, double[] scale, double[] shift, double[] mean, double[] variance) {
    this(x, shape, scale, shift, mean, variance, true);
  }

  private NormalisationReference(
      double[] x,
      int[] shape,
      double[] scale,
      double[] shift,
      double[] mean,
      double[] variance,
      boolean given) {
    this.x = x;
    this.channels = shape[1];
    this.plane = shape[2] * shape[3];
    this.scale = scale;
    this.shift = shift;
    this.mean = mean;
    this.variance = variance;
    this.given = given;
  }

  private int channel(int i) {
    return i / plane % channels;
  }

  private double standard(int i) {
    return (x[i] - mean[channel(i)]) / deviation(channel(i));
  }

  private double deviation(int channel) {
    return Math.sqrt(variance[channel] + EPSILON);
  }

  double[] output() {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0, standard(i) * scale[channel(i)] + shift[channel(i)]);
    }
    return y;
  }

  /** The gradients of the input, the scale and the shift. */
  Reference.Gradients backward(double[] gradient) {
    double[] output = output();
    double[] input = new double[x.length];
    double[] scales = new double[channels];
    double[] shifts = new double[channels];
    for (int i = 0; i < x.length; i++) {
      double upstream = output[i] > 0 ? gradient[i] : 0;
      scales[channel(i)] += upstream * standard(i);
      shifts[channel(i)] += upstream;
    }
    double count = (double) x.length / channels;
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      double upstream = output[i] > 0 ? gradient[i] : 0;
      double past = given ? 0 : (shifts[c] + standard(i) * scales[c]) / count;
      input[i] = scale[c] / deviation(c) * (upstream - past);
    }
    return new Reference.Gradients(input, scales, shifts);
  }
}
