package dev.deepmatting.dl4j.internal.loss;

/** Numbers on a grid, row-major, with the operations of a pyramid. The values must not change. */
record Plane(int height, int width, double[] values) {
  private static final double[] TAPS = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};
  private static final int REACH = 2;

  /** Smooths, and keeps every other row and column. */
  Plane reduced() {
    int halfWidth = (width + 1) / 2;
    int halfHeight = (height + 1) / 2;
    double[] rows = new double[height * halfWidth];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < halfWidth; x++) {
        boolean inside = 2 * x >= REACH && 2 * x + REACH < width;
        int centre = y * width + 2 * x;
        rows[y * halfWidth + x] = inside ? smoothed(centre) : smoothed(centre, 2 * x);
      }
    }
    double[] result = new double[halfHeight * halfWidth];
    for (int y = 0; y < halfHeight; y++) {
      for (int tap = first(2 * y); tap < end(2 * y, height); tap++) {
        int source = (2 * y + tap - REACH) * halfWidth;
        for (int x = 0; x < halfWidth; x++) {
          result[y * halfWidth + x] += TAPS[tap] * rows[source + x];
        }
      }
    }
    return new Plane(halfHeight, halfWidth, result);
  }

  /** Smooths without checking the borders, which would take most of the time. */
  private double smoothed(int centre) {
    return TAPS[0] * values[centre - 2]
        + TAPS[1] * values[centre - 1]
        + TAPS[2] * values[centre]
        + TAPS[3] * values[centre + 1]
        + TAPS[4] * values[centre + 2];
  }

  private double smoothed(int centre, int x) {
    double sum = 0;
    for (int tap = first(x); tap < end(x, width); tap++) {
      sum += TAPS[tap] * values[centre + tap - REACH];
    }
    return sum;
  }

  /** Computes the adjoint of {@link #reduced}: spreads each number over a plane of a given size. */
  Plane spread(Plane size) {
    double[] rows = new double[size.height * width];
    for (int y = 0; y < height; y++) {
      for (int tap = first(2 * y); tap < end(2 * y, size.height); tap++) {
        int target = (2 * y + tap - REACH) * width;
        for (int x = 0; x < width; x++) {
          rows[target + x] += TAPS[tap] * values[y * width + x];
        }
      }
    }
    double[] result = new double[size.height * size.width];
    for (int y = 0; y < size.height; y++) {
      for (int x = 0; x < width; x++) {
        for (int tap = first(2 * x); tap < end(2 * x, size.width); tap++) {
          result[y * size.width + 2 * x + tap - REACH] += TAPS[tap] * rows[y * width + x];
        }
      }
    }
    return new Plane(size.height, size.width, result);
  }

  /** Returns the first tap around a centre that is inside the plane. */
  private static int first(int centre) {
    return Math.max(0, REACH - centre);
  }

  /** Returns the tap after the last one that is inside the plane. */
  private static int end(int centre, int length) {
    return Math.min(TAPS.length, length - centre + REACH);
  }

  Plane plus(Plane other, double factor) {
    double[] sum = new double[values.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = values[i] + factor * other.values[i];
    }
    return new Plane(height, width, sum);
  }

  /** Returns the gradient of {@link #absoluteSum}, times a factor. */
  Plane signs(double factor) {
    double[] signs = new double[values.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = factor * Math.signum(values[i]);
    }
    return new Plane(height, width, signs);
  }

  double absoluteSum() {
    double sum = 0;
    for (double value : values) {
      sum += Math.abs(value);
    }
    return sum;
  }
}
