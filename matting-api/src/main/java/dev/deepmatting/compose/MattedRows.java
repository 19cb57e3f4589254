package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.RgbImage;

/** A photograph and its matte, row by row. */
abstract class MattedRows {
  private final int width;
  private final int height;

  private MattedRows(int width, int height) {
    this.width = width;
    this.height = height;
  }

  final int width() {
    return width;
  }

  final int height() {
    return height;
  }

  /** Reads a row: three colours for each pixel, and alpha. */
  abstract void read(int y, float[] colours, float[] alpha);

  /** A photograph and its matte in memory, of the same size; safe to share between threads. */
  static final class WholeRows extends MattedRows {
    private final RgbImage image;
    private final AlphaMatte matte;

    WholeRows(RgbImage image, AlphaMatte matte) {
      super(image.width(), image.height());
      this.image = image;
      this.matte = matte;
    }

    @Override
    void read(int y, float[] colours, float[] alpha) {
      image.readRow(y, colours);
      matte.readRow(y, alpha);
    }
  }

  /** Rows that come once, in order; the last ones can be read again. For one thread at a time. */
  static final class WindowRows extends MattedRows {
    private final ImageRows image;
    private final AlphaSpool spool;
    private final float[][] alpha;
    private int next;

    WindowRows(ImageRows image, AlphaSpool spool, int rows) {
      super(image.width(), image.height());
      this.image = image;
      this.spool = spool;
      alpha = new float[rows][image.width()];
      image.keep(rows);
    }

    @Override
    void read(int y, float[] colours, float[] target) {
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
