package dev.deepmatting.compose;

/**
 * Computes the mean colours of the known foreground and the known background. The sums of rows are
 * added in order, so they do not depend on the threads that computed them.
 */
final class MeanColours {
  private static final float MOSTLY_FRONT = 0.9f;
  private static final float MOSTLY_BACK = 0.1f;
  private static final double AGAINST_NOTHING = 1e-5;

  private final double[] sums = new double[SweptRow.PLANES + 2];

  /**
   * Returns the sums of a row: red, green, blue of the foreground and of the background, and both
   * counts.
   */
  static double[] sumsOf(float[] colours, float[] alpha) {
    double[] sums = new double[SweptRow.PLANES + 2];
    for (int x = 0; x < alpha.length; x++) {
      if (alpha[x] > MOSTLY_FRONT) {
        add(sums, 0, colours, SweptRow.CHANNELS * x);
      } else if (alpha[x] < MOSTLY_BACK) {
        add(sums, 1, colours, SweptRow.CHANNELS * x);
      }
    }
    return sums;
  }

  private static void add(double[] sums, int layer, float[] colours, int from) {
    int to = SweptRow.CHANNELS * layer;
    sums[to] += colours[from];
    sums[to + 1] += colours[from + 1];
    sums[to + 2] += colours[from + 2];
    sums[SweptRow.PLANES + layer]++;
  }

  void add(double[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i];
    }
  }

  /** Returns a level of one pixel; black for a layer without pixels. */
  ColourRows.ColourPlanes level() {
    float[] means = new float[SweptRow.PLANES];
    for (int i = 0; i < SweptRow.PLANES; i++) {
      means[i] =
          (float) (sums[i] / (sums[SweptRow.PLANES + i / SweptRow.CHANNELS] + AGAINST_NOTHING));
    }
    return ColourRows.ColourPlanes.of(means);
  }
}
