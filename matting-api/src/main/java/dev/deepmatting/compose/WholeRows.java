package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

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
