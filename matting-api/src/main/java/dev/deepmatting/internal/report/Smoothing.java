package dev.deepmatting.internal.report;

import java.util.List;

/**
 * The trend of a noisy curve: at each position, a straight line is fitted to its neighbourhood,
 * with triangular weights, so that the trend neither lags nor bends at the ends.
 */
final class Smoothing {
  /** The neighbourhood's reach to either side, as a share of the curve. */
  private static final double REACH = 0.04;

  private static final int LEAST_REACH = 3;

  private Smoothing() {}

  /** Returns for each bucket a value between the lowest and highest mean of its neighbourhood. */
  static double[] of(List<Bucket> buckets) {
    int reach = Math.max(LEAST_REACH, (int) Math.round(REACH * buckets.size()));
    double[] smooth = new double[buckets.size()];
    for (int at = 0; at < smooth.length; at++) {
      int from = Math.max(0, at - reach);
      int to = Math.min(smooth.length - 1, at + reach);
      smooth[at] = fitted(buckets.subList(from, to + 1), at - from, reach);
    }
    return smooth;
  }

  private static double fitted(List<Bucket> near, int at, int reach) {
    double[] moments = new double[5];
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < near.size(); i++) {
      double mean = near.get(i).mean();
      int x = i - at;
      double weight = near.get(i).weight() * (reach + 1 - Math.abs(x));
      moments[0] += weight;
      moments[1] += weight * x;
      moments[2] += weight * x * x;
      moments[3] += weight * mean;
      moments[4] += weight * x * mean;
      least = Math.min(least, mean);
      greatest = Math.max(greatest, mean);
    }
    double spread = moments[0] * moments[2] - moments[1] * moments[1];
    double fit = (moments[2] * moments[3] - moments[1] * moments[4]) / spread;
    return spread > 0 ? Math.max(least, Math.min(greatest, fit)) : moments[3] / moments[0];
  }
}
