package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;

/**
 * The luma's variation around each pixel of an image: the deviation of the nearby square window
 * that varies least. Sums are integers, so that a window of one value has a deviation of exactly 0.
 * Immutable.
 */
final class LumaDeviation {
  private static final int CHANNELS = 3;
  private static final double MAX_8 = 255;
  private static final double RED = 0.29894;
  private static final double GREEN = 0.58704;
  private static final double BLUE = 0.11402;

  private final byte[] luma;
  private final int width;
  private final int height;
  private final int half;
  private final int reach;

  /** The source of each column, starting half a window left of the picture. */
  private final int[] mirrored;

  /**
   * Prepares an image, with its luma rounded to 8 bits.
   *
   * @param window side of the windows whose sample deviation is computed, odd; beyond the border
   *     the picture is mirrored, with its last row and column repeated
   * @param minimum side of the square whose windows are compared, odd; beyond the border the
   *     deviation is 0
   */
  LumaDeviation(RgbImage image, int window, int minimum) {
    luma = luma(image);
    width = image.width();
    height = image.height();
    half = window / 2;
    reach = minimum / 2;
    mirrored = new int[width + 2 * half + 1];
    for (int i = 0; i < mirrored.length; i++) {
      mirrored[i] = mirrored(i - half, width);
    }
  }

  /** Returns the smallest deviation nearby, for the pixels of some rows. */
  float[] smallest(int firstRow, int endRow) {
    int first = Math.max(0, firstRow - reach);
    int end = Math.min(height, endRow + reach);
    float[] inRows = smallestInRows(deviations(first, end));
    float[] smallest = new float[width * (endRow - firstRow)];
    int endInside = Math.min(endRow, height - reach);
    for (int y = Math.max(firstRow, reach); y < endInside; y++) {
      GeodesicScans.requireNotInterrupted();
      for (int shift = -reach; shift <= reach; shift++) {
        int from = (y + shift - first) * width;
        lower(smallest, (y - firstRow) * width, inRows, from, width, shift == -reach);
      }
    }
    return smallest;
  }

  private float[] smallestInRows(float[] values) {
    float[] smallest = new float[values.length];
    for (int at = 0; at < values.length; at += width) {
      GeodesicScans.requireNotInterrupted();
      for (int shift = -reach; shift <= reach; shift++) {
        int from = at + reach + shift;
        lower(smallest, at + reach, values, from, width - 2 * reach, shift == -reach);
      }
    }
    return smallest;
  }

  private static void lower(
      float[] target, int to, float[] values, int from, int count, boolean first) {
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      float least = target[to + i];
      target[to + i] = first || value < least ? value : least;
    }
  }

  private float[] deviations(int firstRow, int endRow) {
    float[] deviations = new float[width * (endRow - firstRow)];
    int[] sums = new int[width];
    int[] squares = new int[width];
    for (int y = firstRow - half; y <= firstRow + half; y++) {
      addRow(y, 1, sums, squares);
    }
    for (int y = firstRow; y < endRow; y++) {
      GeodesicScans.requireNotInterrupted();
      row(sums, squares, deviations, (y - firstRow) * width);
      addRow(y - half, -1, sums, squares);
      addRow(y + half + 1, 1, sums, squares);
    }
    return deviations;
  }

  private void addRow(int y, int sign, int[] sums, int[] squares) {
    int at = mirrored(y, height) * width;
    for (int x = 0; x < width; x++) {
      int value = luma[at + x] & 0xff;
      sums[x] += sign * value;
      squares[x] += sign * value * value;
    }
  }

  /** Computes a row from the sums of each column over the rows of the window. */
  private void row(int[] sums, int[] squares, float[] deviations, int at) {
    long count = (2L * half + 1) * (2L * half + 1);
    double scale = 1.0 / (count * (count - 1));
    long sum = 0;
    long square = 0;
    for (int i = 0; i <= 2 * half; i++) {
      sum += sums[mirrored[i]];
      square += squares[mirrored[i]];
    }
    for (int x = 0; x < width; x++) {
      deviations[at + x] = (float) Math.sqrt((count * square - sum * sum) * scale);
      int gone = mirrored[x];
      int next = mirrored[x + 2 * half + 1];
      sum += sums[next] - sums[gone];
      square += squares[next] - squares[gone];
    }
  }

  private static int mirrored(int position, int size) {
    int place = Math.floorMod(position, 2 * size);
    return place < size ? place : 2 * size - 1 - place;
  }

  private static byte[] luma(RgbImage image) {
    int width = image.width();
    byte[] luma = new byte[width * image.height()];
    float[] row = new float[CHANNELS * width];
    for (int y = 0, at = 0; y < image.height(); y++) {
      GeodesicScans.requireNotInterrupted();
      image.readRow(y, row);
      for (int i = 0; i < row.length; i += CHANNELS, at++) {
        luma[at] =
            (byte)
                Math.rint(
                    RED * level(row[i]) + GREEN * level(row[i + 1]) + BLUE * level(row[i + 2]));
      }
    }
    return luma;
  }

  private static int level(float fraction) {
    return (int) (fraction * MAX_8 + 0.5);
  }
}
