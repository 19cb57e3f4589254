package dev.deepmatting.internal.html;

import java.util.Arrays;

/**
 * Reduces a picture: each pixel of the result is the mean of the area it covers, weighting pixels
 * at the rim by the part inside. Exact, in integers: a pixel is as wide as the result, a pixel of
 * the result as wide as the picture.
 */
final class AreaAverage {
  private static final int CHANNELS = 3;

  private final int sourceWidth;
  private final int sourceHeight;
  private final int width;
  private final int height;
  private final long[] line;
  private final long[] sums;
  private final int[] pixels;

  private AreaAverage(Picture source, int width, int height) {
    sourceWidth = source.width();
    sourceHeight = source.height();
    this.width = width;
    this.height = height;
    line = new long[CHANNELS * width];
    sums = new long[CHANNELS * width];
    pixels = new int[width * height];
  }

  static AreaAverage of(Picture source, int width, int height) {
    AreaAverage average = new AreaAverage(source, width, height);
    average.read(source.rows());
    return average;
  }

  /** Row-major, three bytes packed as red, green, blue. */
  int[] pixels() {
    return pixels;
  }

  private void read(Picture.Rows rows) {
    int[] row = new int[sourceWidth];
    int at = 0;
    long end = sourceHeight;
    for (int y = 0; y < sourceHeight; y++) {
      rows.read(y, row);
      reduceLine(row);
      long from = (long) y * height;
      long to = from + height;
      addLine(Math.min(to, end) - from);
      if (to >= end) {
        finishLine(at++);
        addLine(to - end);
        end += sourceHeight;
      }
    }
  }

  private void reduceLine(int[] row) {
    Arrays.fill(line, 0);
    int at = 0;
    long end = sourceWidth;
    for (int x = 0; x < sourceWidth; x++) {
      long from = (long) x * width;
      long to = from + width;
      addPixel(at, row[x], Math.min(to, end) - from);
      if (to >= end) {
        at++;
        if (to > end) {
          addPixel(at, row[x], to - end);
        }
        end += sourceWidth;
      }
    }
  }

  private void addPixel(int at, int rgb, long weight) {
    int first = at * CHANNELS;
    line[first] += weight * (rgb >> 16 & 0xff);
    line[first + 1] += weight * (rgb >> 8 & 0xff);
    line[first + 2] += weight * (rgb & 0xff);
  }

  private void addLine(long weight) {
    for (int i = 0; i < line.length; i++) {
      sums[i] += weight * line[i];
    }
  }

  private void finishLine(int y) {
    for (int x = 0, i = 0; x < width; x++, i += CHANNELS) {
      pixels[y * width + x] = mean(sums[i]) << 16 | mean(sums[i + 1]) << 8 | mean(sums[i + 2]);
    }
    Arrays.fill(sums, 0);
  }

  private int mean(long sum) {
    long area = (long) sourceWidth * sourceHeight;
    return (int) ((sum + area / 2) / area);
  }
}
