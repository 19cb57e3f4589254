package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.RgbImage;

/** Reads a photograph and its matte row by row. */
interface MattedRows {
  int width();

  int height();

  /** Reads a row: three colours for each pixel, and alpha. */
  void read(int y, float[] colours, float[] alpha);

  /**
   * A photograph and its matte in memory; safe to share between threads.
   *
   * @param image the colours
   * @param matte the alpha, of the same size
   */
  record WholeRows(RgbImage image, AlphaMatte matte) implements MattedRows {
    @Override
    public int width() {
      return image.width();
    }

    @Override
    public int height() {
      return image.height();
    }

    @Override
    public void read(int y, float[] colours, float[] alpha) {
      image.readRow(y, colours);
      matte.readRow(y, alpha);
    }
  }

  /**
   * Rows that arrive once, in order; the latest ones can be read again. For one thread at a time.
   */
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
}
