package dev.deepmatting.internal.pixel;

/**
 * The weights of a kernel of one width for every position between two pixels: maps with rotation
 * need different weights at every pixel. A table with linear interpolation in between; each row
 * adds up to 1. For a kernel of its own width exact at whole distances, elsewhere to about 1e-5
 * (5e-4 at the corners of a widened {@link Kernel#AREA}).
 */
final class KernelTable {
  private static final int PHASES = 512;

  /** What a rotation's rounding can add to the width without costing a tap. */
  private static final double NEGLIGIBLE = 1e-9;

  private final double radius;
  private final int taps;

  /** Row i has the weights for a first tap that is i / PHASES pixels inside the kernel. */
  private final float[] rows;

  KernelTable(Kernel kernel, double footprint) {
    radius = kernel.radius(footprint);
    taps = (int) Math.ceil(2 * radius - NEGLIGIBLE);
    // One more than there are phases for a phase that rounds up to 1, and one to interpolate with.
    rows = new float[(PHASES + 2) * taps];
    double[] weights = new double[taps];
    for (int row = 0; row < PHASES + 2; row++) {
      double sum = 0;
      for (int tap = 0; tap < taps; tap++) {
        weights[tap] = kernel.weight((double) row / PHASES + tap - radius, footprint);
        sum += weights[tap];
      }
      for (int tap = 0; tap < taps; tap++) {
        rows[row * taps + tap] = (float) (weights[tap] / sum);
      }
    }
  }

  double radius() {
    return radius;
  }

  /** Returns the most pixels with weight around any point. */
  int taps() {
    return taps;
  }

  /** Returns the first pixel with weight around a point. */
  int first(double centre) {
    return (int) Math.ceil(centre - radius - 0.5);
  }

  /** Writes the weights of {@link #taps} pixels from the first one. */
  void weigh(double centre, int first, float[] weights) {
    float phase = (float) ((first + 0.5 - centre + radius) * PHASES);
    int below = (int) phase;
    float rest = phase - below;
    int low = below * taps;
    int high = low + taps;
    for (int tap = 0; tap < weights.length; tap++) {
      weights[tap] = rows[low + tap] + rest * (rows[high + tap] - rows[low + tap]);
    }
  }
}
