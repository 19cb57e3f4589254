package dev.deepmatting.dl4j.benchmark.inference;

import java.util.Arrays;

/**
 * How far alphas are from others.
 *
 * @param greatest the greatest difference; infinite where a value is no number or the lengths
 *     differ
 * @param ofNearlyAll what all pixels but one in two hundred stay within
 */
record Difference(double greatest, double ofNearlyAll) {
  private static final int PIXELS_FOR_EACH_NEAR_TIE = 200;

  static Difference between(float[] values, float[] wanted) {
    if (values.length != wanted.length) {
      return new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs(values[i] - wanted[i]);
      differences[i] = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
    Arrays.sort(differences);
    int last = differences.length - 1;
    return new Difference(
        differences[last], differences[last - differences.length / PIXELS_FOR_EACH_NEAR_TIE]);
  }
}
