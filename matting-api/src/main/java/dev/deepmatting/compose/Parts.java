package dev.deepmatting.compose;

/** Copies samples of one part of a canvas into those of another. */
final class Parts {
  private Parts() {}

  /**
   * Copies all of one part.
   *
   * @param from its samples, row-major and interleaved
   * @param source what they cover, inside the target
   * @param to receives them
   * @param target what the receiving samples cover
   */
  static void copy(float[] from, Box source, float[] to, Box target) {
    int channels = from.length / source.pixels();
    int count = channels * source.width();
    for (int y = 0; y < source.height(); y++) {
      int row = (source.top() - target.top() + y) * target.width();
      int at = (row + source.left() - target.left()) * channels;
      System.arraycopy(from, y * count, to, at, count);
    }
  }

  /** The samples of a part inside another one; one sample for each pixel. */
  static float[] cut(float[] from, Box source, Box part) {
    float[] result = new float[part.pixels()];
    for (int y = 0; y < part.height(); y++) {
      int row = (part.top() - source.top() + y) * source.width();
      int at = row + part.left() - source.left();
      System.arraycopy(from, at, result, y * part.width(), part.width());
    }
    return result;
  }
}
