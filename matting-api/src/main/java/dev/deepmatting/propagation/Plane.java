package dev.deepmatting.propagation;

import dev.deepmatting.pixel.Gaussian;

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

  /** Reduced by two: means of 2x2 pixels, or of those that there are at an odd border. */
  Plane half() {
    Plane half = new Plane((width + 1) / 2, (height + 1) / 2, channels);
    for (int y = 0; y < half.height; y++) {
      for (int x = 0; x < half.width; x++) {
        int right = Math.min(2 * x + 1, width - 1);
        int below = Math.min(2 * y + 1, height - 1);
        for (int c = 0; c < channels; c++) {
          float above = at(2 * x, 2 * y, c) + at(right, 2 * y, c);
          half.values[(y * half.width + x) * channels + c] =
              (above + at(2 * x, below, c) + at(right, below, c)) / 4;
        }
      }
    }
    return half;
  }

  private float at(int x, int y, int channel) {
    return values[(y * width + x) * channels + channel];
  }

  /** Enlarged bilinearly, so that pixel centres keep their place; one channel. */
  Plane enlarged(int toWidth, int toHeight, double scale) {
    Plane large = new Plane(toWidth, toHeight, 1);
    for (int y = 0; y < toHeight; y++) {
      enlargedRow(y, scale, large.values, y * toWidth, toWidth);
    }
    return large;
  }

  /** One row of the plane that is {@code scale} times as large; one channel. */
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

  /** 2 I - G * I with the Gaussian, replicated at the border. */
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
