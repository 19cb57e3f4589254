package dev.deepmatting.metrics;

import java.util.Arrays;

/** The squared differences of gradient magnitudes, summed over the scored pixels. */
final class GradientError {
  private GradientError() {}

  static double sum(GrayPlane prediction, GrayPlane truth, GrayPlane.ScoredPixels scored) {
    int width = prediction.width();
    GradientMagnitude predicted = new GradientMagnitude(prediction);
    GradientMagnitude wanted = new GradientMagnitude(truth);
    double[] predictedRow = new double[width];
    double[] wantedRow = new double[width];
    double sum = 0;
    for (int y = 0; y < prediction.height(); y++) {
      int at = y * width;
      if (scored.anyIn(at, at + width)) {
        predicted.row(y, predictedRow);
        wanted.row(y, wantedRow);
        for (int x = 0; x < width; x++) {
          double difference = predictedRow[x] - wantedRow[x];
          sum += scored.contains(at + x) ? difference * difference : 0;
        }
      }
    }
    return sum;
  }

  /**
   * Computes the gradient magnitudes of a plane stretched to 0 to 1, one row at a time from the
   * top; border pixels repeat beyond the border.
   *
   * <p>Each row is filtered along x once and kept as long as the filter along y needs it.
   *
   * <p>The filter is the derivative of a Gaussian, separable and of 9x9: h = g(y) g'(x), divided by
   * its L2 norm over the 81 values. Both factors are kept from the centre outwards: g is even, g'
   * odd, so one half is enough.
   */
  static final class GradientMagnitude {
    private static final int HALF_SIZE = 4;
    private static final double SIGMA = 1.4;
    private static final int KEPT = 2 * HALF_SIZE + 1;

    /** g(0) to g(4). */
    private static final double[] SMOOTHING = new double[HALF_SIZE + 1];

    /** g'(0) to g'(4), scaled so that the whole filter has norm 1. */
    private static final double[] DERIVATIVE = new double[HALF_SIZE + 1];

    static {
      for (int i = 0; i <= HALF_SIZE; i++) {
        SMOOTHING[i] = Math.exp(-i * i / (2 * SIGMA * SIGMA)) / (SIGMA * Math.sqrt(2 * Math.PI));
        DERIVATIVE[i] = -i * SMOOTHING[i] / (SIGMA * SIGMA);
      }
      double norm = norm(SMOOTHING) * norm(DERIVATIVE);
      for (int i = 0; i <= HALF_SIZE; i++) {
        DERIVATIVE[i] /= norm;
      }
    }

    private final GrayPlane plane;
    private final double scale;
    private final double[][] smooth;
    private final double[][] derived;
    private final int[] rows = new int[KEPT];
    private final double[] padded;
    private final double[] alongX;
    private final double[] alongY;

    GradientMagnitude(GrayPlane plane) {
      this.plane = plane;
      scale = 1.0 / range(plane);
      smooth = new double[KEPT][plane.width()];
      derived = new double[KEPT][plane.width()];
      Arrays.fill(rows, -1);
      padded = new double[plane.width() + 2 * HALF_SIZE];
      alongX = new double[plane.width()];
      alongY = new double[plane.width()];
    }

    /** Returns the range of values, at least 1. */
    private static int range(GrayPlane plane) {
      int lowest = 255;
      int highest = 0;
      for (int i = 0; i < plane.samples().length; i++) {
        lowest = Math.min(lowest, plane.at(i));
        highest = Math.max(highest, plane.at(i));
      }
      return Math.max(1, highest - lowest);
    }

    /** Writes the magnitudes of one row. */
    void row(int y, double[] target) {
      filterAlongY(y);
      for (int x = 0; x < target.length; x++) {
        target[x] = scale * Math.sqrt(alongX[x] * alongX[x] + alongY[x] * alongY[x]);
      }
    }

    private void filterAlongY(int y) {
      int centre = kept(y);
      for (int x = 0; x < alongX.length; x++) {
        alongX[x] = SMOOTHING[0] * derived[centre][x];
      }
      Arrays.fill(alongY, 0);
      for (int offset = 1; offset <= HALF_SIZE; offset++) {
        int above = kept(Math.max(0, y - offset));
        int below = kept(Math.min(plane.height() - 1, y + offset));
        addEven(derived[above], derived[below], SMOOTHING[offset], alongX);
        addOdd(smooth[above], smooth[below], DERIVATIVE[offset], alongY);
      }
    }

    /** Returns the slot of a row filtered along x; filters it first if needed. */
    private int kept(int y) {
      int slot = y % KEPT;
      if (rows[slot] != y) {
        filterAlongX(y, smooth[slot], derived[slot]);
        rows[slot] = y;
      }
      return slot;
    }

    private void filterAlongX(int y, double[] smoothed, double[] derivedRow) {
      int width = plane.width();
      int at = y * width;
      for (int x = -HALF_SIZE; x < width + HALF_SIZE; x++) {
        padded[x + HALF_SIZE] = plane.at(at + Math.max(0, Math.min(width - 1, x)));
      }
      for (int x = 0; x < width; x++) {
        int centre = x + HALF_SIZE;
        double even = SMOOTHING[0] * padded[centre];
        double odd = 0;
        for (int offset = 1; offset <= HALF_SIZE; offset++) {
          even += SMOOTHING[offset] * (padded[centre + offset] + padded[centre - offset]);
          odd += DERIVATIVE[offset] * (padded[centre + offset] - padded[centre - offset]);
        }
        smoothed[x] = even;
        derivedRow[x] = odd;
      }
    }

    private static void addEven(double[] above, double[] below, double factor, double[] sum) {
      for (int x = 0; x < sum.length; x++) {
        sum[x] += factor * (below[x] + above[x]);
      }
    }

    private static void addOdd(double[] above, double[] below, double factor, double[] sum) {
      for (int x = 0; x < sum.length; x++) {
        sum[x] += factor * (below[x] - above[x]);
      }
    }

    private static double norm(double[] half) {
      double sum = half[0] * half[0];
      for (int i = 1; i <= HALF_SIZE; i++) {
        sum += 2 * half[i] * half[i];
      }
      return Math.sqrt(sum);
    }
  }
}
