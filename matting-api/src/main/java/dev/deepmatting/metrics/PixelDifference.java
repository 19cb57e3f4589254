package dev.deepmatting.metrics;

/**
 * Absolute and squared differences, summed in integers and so without rounding.
 *
 * @param absolute the sum of |p - t|, in steps of 1/255
 * @param squared the sum of (p - t)^2, in steps of 1/255^2
 */
record PixelDifference(long absolute, long squared) {
  private static final double MAX = 255;

  static PixelDifference of(GrayPlane prediction, GrayPlane truth, ScoredPixels scored) {
    long absolute = 0;
    long squared = 0;
    for (int i = 0; i < prediction.samples().length; i++) {
      if (scored.contains(i)) {
        int difference = prediction.at(i) - truth.at(i);
        absolute += Math.abs(difference);
        squared += (long) difference * difference;
      }
    }
    return new PixelDifference(absolute, squared);
  }

  double sum() {
    return absolute / MAX;
  }

  double sumOfSquares() {
    return squared / (MAX * MAX);
  }
}
