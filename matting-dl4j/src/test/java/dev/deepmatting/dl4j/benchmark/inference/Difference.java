package dev.deepmatting.dl4j.benchmark.inference;

/**
 * How far alphas are from others; infinite where a value is NaN or the lengths differ.
 *
 * @param greatest of all pixels
 * @param mean of all pixels
 */
record Difference(double greatest, double mean) {
  static Difference between(float[] values, float[] wanted) {
    if (values.length != wanted.length) {
      return new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double greatest = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs(values[i] - wanted[i]);
      difference = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      greatest = Math.max(greatest, difference);
      sum += difference;
    }
    return new Difference(greatest, sum / values.length);
  }
}
