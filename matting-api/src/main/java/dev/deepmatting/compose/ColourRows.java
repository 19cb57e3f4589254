package dev.deepmatting.compose;

/** The colours of both layers at a level, from which the next level starts. */
interface ColourRows {
  int width();

  int height();

  /**
   * Copies some pixels of a row.
   *
   * @param y the row; never above the previous one
   * @param columns the pixels to copy
   * @param target receives six planes: red, green and blue of the foreground, then of the
   *     background
   */
  void read(int y, int[] columns, float[][] target);

  /** Copies pixels of rows that start at an index of each plane. */
  static void gather(float[][] planes, int from, int[] columns, float[][] target) {
    for (int plane = 0; plane < target.length; plane++) {
      float[] source = planes[plane];
      float[] to = target[plane];
      for (int x = 0; x < columns.length; x++) {
        to[x] = source[from + columns[x]];
      }
    }
  }

  /** The colours of a whole level in memory. Threads can write different rows at once. */
  final class ColourPlanes implements ColourRows {
    private final int width;
    private final int height;
    private final float[][] planes;

    ColourPlanes(LevelSize size) {
      width = size.width();
      height = size.height();
      planes = new float[SweptRow.PLANES][width * height];
    }

    /** Returns a level of one pixel. */
    static ColourPlanes of(float[] colours) {
      ColourPlanes single = new ColourPlanes(new LevelSize(1, 1));
      for (int plane = 0; plane < SweptRow.PLANES; plane++) {
        single.planes[plane][0] = colours[plane];
      }
      return single;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    void put(int y, float[][] colours) {
      for (int plane = 0; plane < SweptRow.PLANES; plane++) {
        System.arraycopy(colours[plane], 0, planes[plane], y * width, width);
      }
    }

    @Override
    public void read(int y, int[] columns, float[][] target) {
      ColourRows.gather(planes, y * width, columns, target);
    }
  }
}
