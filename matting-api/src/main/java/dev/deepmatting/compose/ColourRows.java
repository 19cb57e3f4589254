package dev.deepmatting.compose;

/** The colours of both layers at a level, as the next level starts from them. */
interface ColourRows {
  int width();

  int height();

  /**
   * Copies some pixels of a row.
   *
   * @param y row; each is at or below the one asked for before
   * @param columns which pixels
   * @param target receives six planes: red, green and blue of the foreground, then of the
   *     background
   */
  void read(int y, int[] columns, float[][] target);

  /** Copies pixels of rows that begin at an index of each plane. */
  static void gather(float[][] planes, int from, int[] columns, float[][] target) {
    for (int plane = 0; plane < target.length; plane++) {
      float[] source = planes[plane];
      float[] to = target[plane];
      for (int x = 0; x < columns.length; x++) {
        to[x] = source[from + columns[x]];
      }
    }
  }
}
