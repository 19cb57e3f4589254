package dev.deepmatting.compose;

import dev.deepmatting.image.ImageRows;

/** Rows that come once, in order; the last ones can be read again. For one thread at a time. */
final class WindowRows implements MattedRows {
  private final ImageRows image;
  private final AlphaSpool spool;
  private final float[][] alpha;
  private int next;

  WindowRows(ImageRows image, AlphaSpool spool, int rows) {
    this.image = image;
    this.spool = spool;
    alpha = new float[rows][image.width()];
    image.keep(rows);
  }

  @Override
  public int width() {
    return image.width();
  }

  @Override
  public int height() {
    return image.height();
  }

  @Override
  public void read(int y, float[] colours, float[] target) {
    image.readRow(y, colours);
    readAlpha(y, target);
  }

  void readAlpha(int y, float[] target) {
    for (; next <= y; next++) {
      spool.read(alpha[next % alpha.length]);
    }
    System.arraycopy(alpha[y % alpha.length], 0, target, 0, target.length);
  }
}
