package dev.deepmatting.propagation;

import dev.deepmatting.internal.colour.LightCurve;
import dev.deepmatting.internal.pixel.Gaussian;

/**
 * Values of a picture in single precision, row-major, with its channels interleaved. The array is
 * not copied.
 *
 * @param width pixels per row
 * @param height rows
 * @param channels values per pixel
 * @param values width * height * channels values
 */
record Plane(int width, int height, int channels, float[] values) {
  /** A Gaussian of 9 pixels with a sigma of half a pixel, as one axis of the published filter. */
  private static final Gaussian GAUSSIAN = Gaussian.of(0.5, 4);

  Plane(int width, int height, int channels) {
    this(width, height, channels, new float[Math.multiplyExact(width * channels, height)]);
  }

  int pixels() {
    return width * height;
  }

  /**
   * Returns the plane reduced by two: means of 2x2 pixels, or of the existing ones at an odd
   * border.
   */
  Plane half() {
    Plane half = new Plane((width + 1) / 2, (height + 1) / 2, channels);
    for (int y = 0; y < height; y++) {
      Workers.requireNotInterrupted();
      int rows = Math.min(height, y / 2 * 2 + 2) - y / 2 * 2;
      half.addShare(y / 2, values, y * width * channels, width, 2, rows);
    }
    return half;
  }

  /**
   * Adds a row of a larger picture to this plane, the means of squares of its pixels.
   *
   * @param y the row here
   * @param source samples of the larger picture, with as many channels
   * @param from the start of its row
   * @param count the row's pixels
   * @param factor pixels along a side of a square
   * @param rows the square's rows, fewer at the lower border
   */
  void addShare(int y, float[] source, int from, int count, int factor, int rows) {
    int to = y * width * channels;
    if (factor == 1) {
      System.arraycopy(source, from, values, to, count * channels);
      return;
    }
    for (int x = 0, at = from; x < count; x++) {
      int first = x / factor * factor;
      float share = 1f / (rows * (Math.min(count, first + factor) - first));
      int target = to + x / factor * channels;
      for (int c = 0; c < channels; c++) {
        values[target + c] += share * source[at++];
      }
    }
  }

  /**
   * Returns the plane enlarged bilinearly, so that pixel centres keep their position; one channel.
   */
  Plane enlarged(int toWidth, int toHeight, double scale) {
    Plane large = new Plane(toWidth, toHeight, 1);
    for (int y = 0; y < toHeight; y++) {
      Workers.requireNotInterrupted();
      enlargedRow(y, scale, large.values, y * toWidth, toWidth);
    }
    return large;
  }

  /** Writes one row of the plane enlarged by {@code scale}; one channel. */
  void enlargedRow(int y, double scale, float[] target, int to, int toWidth) {
    double fromY = Math.max(0, Math.min(height - 1, (y + 0.5) / scale - 0.5));
    int top = (int) fromY;
    int upper = top * width;
    int lower = Math.min(height - 1, top + 1) * width;
    double down = fromY - top;
    for (int x = 0; x < toWidth; x++) {
      double fromX = Math.max(0, Math.min(width - 1, (x + 0.5) / scale - 0.5));
      int left = (int) fromX;
      int right = Math.min(width - 1, left + 1);
      double across = fromX - left;
      double above = values[upper + left] + across * (values[upper + right] - values[upper + left]);
      double below = values[lower + left] + across * (values[lower + right] - values[lower + left]);
      target[to + x] = (float) (above + down * (below - above));
    }
  }

  /** Returns the same samples in linear light; values outside 0 to 1 are clamped. */
  Plane light() {
    Plane light = new Plane(width, height, channels);
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      Workers.requireNotInterrupted();
      for (int i = y * row; i < (y + 1) * row; i++) {
        light.values[i] = LightCurve.toLinear(Math.max(0, Math.min(1, values[i])));
      }
    }
    return light;
  }

  /**
   * Returns the colours for the matting Laplacian: the mean of these samples and of the numbers in
   * which colours mix, which are linear light or the samples themselves.
   */
  Plane windows(Plane mixed) {
    if (mixed == this) {
      return this;
    }
    Plane mean = new Plane(width, height, channels);
    for (int i = 0; i < values.length; i++) {
      mean.values[i] = (values[i] + mixed.values[i]) / 2;
    }
    return mean;
  }

  /** Returns 2 I - G * I with the Gaussian, replicated at the border. */
  Plane sharpened(Workers workers) {
    Plane smooth = smoothed(workers);
    for (int i = 0; i < values.length; i++) {
      smooth.values[i] = 2 * values[i] - smooth.values[i];
    }
    return smooth;
  }

  /** G * I with the Gaussian, replicated at the border. */
  Plane smoothed(Workers workers) {
    Plane across = new Plane(width, height, channels);
    workers.run(height, y -> GAUSSIAN.alongRow(y, values, across.values, width, channels));
    Plane result = new Plane(width, height, channels);
    workers.run(
        height, y -> GAUSSIAN.acrossRows(y, across.values, result.values, width * channels));
    return result;
  }
}
