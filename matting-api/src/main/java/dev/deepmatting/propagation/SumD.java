package dev.deepmatting.propagation;

/**
 * The sumD feature of Li et al.: a pixel's colour distance from its neighbours, summed along the
 * graph, so that pixels of one texture get similar values.
 */
final class SumD {
  private static final double RANGE = 255;
  private static final int CHUNKS = 64;

  /** Sums with more digits are scaled down during the computation. */
  private static final double MOST_DIGITS = 250;

  private SumD() {}

  /**
   * Computes the feature: s is the sum of a pixel's distances to its neighbours; then S becomes s
   * plus the sum of S over the neighbours, again and again; it is scaled to 0 to 1 and multiplied
   * by 255 over its standard deviation. Double precision, since S grows with each step.
   *
   * @param neighbours of every point
   * @param steps number of summations
   * @return one value per point; all 0 if they do not differ
   */
  static float[] of(Neighbours neighbours, int steps, Workers workers) {
    int count = neighbours.rows();
    double[] start = new double[count];
    for (int i = 0; i < count; i++) {
      start[i] = neighbours.distanceSum(i);
    }
    double growth = neighbours.perRow() + 1;
    double shrinking = steps * Math.log10(growth) > MOST_DIGITS ? 1 / growth : 1;
    double[] sums = start.clone();
    double[] next = new double[count];
    for (int step = 0; step < steps; step++) {
      double[] from = sums;
      double[] to = next;
      double weight = Math.pow(shrinking, step);
      workers.run(CHUNKS, chunk -> add(chunk, neighbours, start, weight, from, to, shrinking));
      sums = to;
      next = from;
    }
    return scaled(sums);
  }

  private static void add(
      int chunk,
      Neighbours neighbours,
      double[] start,
      double weight,
      double[] from,
      double[] to,
      double shrinking) {
    int end = Workers.border(start.length, CHUNKS, chunk + 1);
    for (int i = Workers.border(start.length, CHUNKS, chunk); i < end; i++) {
      double sum = weight * start[i];
      for (int k = 0; k < neighbours.perRow(); k++) {
        sum += from[neighbours.point(i, k)];
      }
      to[i] = shrinking * sum;
    }
  }

  private static float[] scaled(double[] sums) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double sum : sums) {
      low = Math.min(low, sum);
      high = Math.max(high, sum);
    }
    float[] feature = new float[sums.length];
    if (high > low) {
      double factor = RANGE / deviation(sums, low, high - low);
      for (int i = 0; i < feature.length; i++) {
        feature[i] = (float) ((sums[i] - low) / (high - low) * factor);
      }
    }
    return feature;
  }

  /** Returns the sample standard deviation of the sums scaled to 0 to 1. */
  private static double deviation(double[] sums, double low, double range) {
    double mean = 0;
    for (double sum : sums) {
      mean += (sum - low) / range;
    }
    mean /= sums.length;
    double squares = 0;
    for (double sum : sums) {
      double difference = (sum - low) / range - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / (sums.length - 1));
  }
}
