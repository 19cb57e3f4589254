package dev.deepmatting.trimap;

/**
 * The largest value in a square around each pixel, in linear time: Herk, "A fast algorithm for
 * local minimum and maximum filters on rectangular and octagonal kernels", Pattern Recognition
 * Letters 1992; Gil and Werman, "Computing 2-D min, median, and max filters", 1993.
 */
final class Maxima {
  private Maxima() {}

  /**
   * Filters.
   *
   * @param values width * height values, row-major; not changed
   * @param reach how many pixels the square reaches from its centre
   * @return the maxima; beyond the border is nothing
   */
  static float[] within(float[] values, int width, int height, int reach) {
    float[] result = values.clone();
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      filter(result, y * width, 1, width, reach, line);
    }
    for (int x = 0; x < width; x++) {
      filter(result, x, width, height, reach, line);
    }
    return result;
  }

  /** Blocks as long as the square: a window is the end of one block and the start of the next. */
  private static void filter(
      float[] values, int from, int stride, int count, int reach, float[] line) {
    int block = 2 * reach + 1;
    float[] rising = new float[count];
    for (int i = 0; i < count; i++) {
      line[i] = values[from + i * stride];
      rising[i] = i % block == 0 ? line[i] : Math.max(rising[i - 1], line[i]);
    }
    for (int i = count - 2; i >= 0; i--) {
      line[i] = (i + 1) % block == 0 ? line[i] : Math.max(line[i], line[i + 1]);
    }
    for (int i = 0; i < count; i++) {
      int first = i - reach;
      int last = Math.min(count - 1, i + reach);
      boolean oneBlock = first >= 0 && first / block == last / block;
      float before = first < 0 ? Float.NEGATIVE_INFINITY : line[first];
      // Where the line's end cuts a window short inside a block, the block's start is outside it.
      values[from + i * stride] = oneBlock ? before : Math.max(before, rising[last]);
    }
  }
}
