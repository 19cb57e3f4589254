package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;

/** Mean colours over cells of a picture and the cells around them. Mutable. */
final class CellMeans {
  private static final int CHANNELS = 3;
  private static final double MAX_8 = 255;

  private final int columns;
  private final int rows;
  private final long[] sums;

  CellMeans(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    sums = new long[columns * rows * (CHANNELS + 1)];
  }

  void add(int column, int row, RgbImage image, int x, int y) {
    int at = (row * columns + column) * (CHANNELS + 1);
    for (int channel = 0; channel < CHANNELS; channel++) {
      sums[at + channel] += image.sample8(x, y, channel);
    }
    sums[at + CHANNELS]++;
  }

  /** The pixels in the cells up to a reach away. */
  long count(int column, int row, int reach) {
    return around(column, row, reach)[CHANNELS];
  }

  /** The mean over the same cells, each channel 0 to 1. */
  double[] mean(int column, int row, int reach) {
    long[] sum = around(column, row, reach);
    double[] mean = new double[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      mean[channel] = sum[channel] / (MAX_8 * sum[CHANNELS]);
    }
    return mean;
  }

  private long[] around(int column, int row, int reach) {
    long[] sum = new long[CHANNELS + 1];
    for (int y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
      for (int x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
        for (int i = 0; i <= CHANNELS; i++) {
          sum[i] += sums[(y * columns + x) * (CHANNELS + 1) + i];
        }
      }
    }
    return sum;
  }
}
