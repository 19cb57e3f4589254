package dev.deepmatting.compose;

/** The colours of a whole level in memory. Threads may write different rows at once. */
final class ColourPlanes implements ColourRows {
  private final int width;
  private final int height;
  private final float[][] planes;

  ColourPlanes(LevelSize size) {
    width = size.width();
    height = size.height();
    planes = new float[SweptRow.PLANES][width * height];
  }

  /** A level of one pixel. */
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
