package dev.deepmatting.trimap;

/**
 * How much the luma varies around each pixel, by the square window near it that varies least. Sums
 * are whole numbers, so that a window of one value has a deviation of exactly 0.
 */
final class LumaDeviation {
  private final byte[] luma;
  private final int width;
  private final int height;
  private final int half;
  private final long count;

  /** Where a column is taken from, from half a window left of the picture on. */
  private final int[] mirrored;

  /** Per column, over the rows of the window. */
  private final int[] sums;

  private final int[] squares;

  private LumaDeviation(byte[] luma, int width, int window) {
    this.luma = luma;
    this.width = width;
    height = luma.length / width;
    half = window / 2;
    count = (long) window * window;
    mirrored = new int[width + 2 * half + 1];
    for (int i = 0; i < mirrored.length; i++) {
      mirrored[i] = mirrored(i - half, width);
    }
    sums = new int[width];
    squares = new int[width];
  }

  /**
   * The smallest of the sample standard deviations nearby.
   *
   * @param luma unsigned, row-major
   * @param window side of the windows whose deviation is taken, odd; beyond the border the picture
   *     is mirrored, its last row and column repeated
   * @param minimum side of the square whose windows are compared, odd; beyond the border there is 0
   */
  static float[] smallest(byte[] luma, int width, int window, int minimum) {
    float[] deviations = new LumaDeviation(luma, width, window).deviations();
    return smallest(deviations, width, minimum / 2);
  }

  private float[] deviations() {
    float[] deviations = new float[luma.length];
    for (int y = -half; y <= half; y++) {
      addRow(y, 1);
    }
    for (int y = 0; y < height; y++) {
      row(deviations, y * width);
      addRow(y - half, -1);
      addRow(y + half + 1, 1);
    }
    return deviations;
  }

  private void addRow(int y, int sign) {
    int at = mirrored(y, height) * width;
    for (int x = 0; x < width; x++) {
      int value = luma[at + x] & 0xff;
      sums[x] += sign * value;
      squares[x] += sign * value * value;
    }
  }

  private void row(float[] deviations, int at) {
    long sum = 0;
    long square = 0;
    for (int i = 0; i <= 2 * half; i++) {
      sum += sums[mirrored[i]];
      square += squares[mirrored[i]];
    }
    for (int x = 0; x < width; x++) {
      long variance = count * square - sum * sum;
      deviations[at + x] = (float) Math.sqrt(variance / (double) (count * (count - 1)));
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

  /** The least value within a reach on all sides; 0 where that leaves the picture. */
  private static float[] smallest(float[] values, int width, int reach) {
    float[] inRows = new float[values.length];
    for (int at = 0; at < values.length; at += width) {
      for (int shift = -reach; shift <= reach; shift++) {
        lower(inRows, at + reach, values, at + reach + shift, width - 2 * reach, shift == -reach);
      }
    }
    float[] smallest = new float[values.length];
    int last = values.length - reach * width;
    for (int at = reach * width; at < last; at += width) {
      for (int shift = -reach; shift <= reach; shift++) {
        lower(smallest, at, inRows, at + shift * width, width, shift == -reach);
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
}
