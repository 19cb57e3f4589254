package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/**
 * A square of a sample.
 *
 * @param left the first column
 * @param top the first row
 * @param side pixels on each side
 */
record Window(int left, int top, int side) {
  private static final int CHANNELS = 3;

  /** Returns a window with an unknown pixel near its middle, as far as the border allows. */
  static Window draw(Trimap trimap, int side, SampleRandom random) {
    long unknown = trimap.unknownCount();
    long wanted = unknown == 0 ? 0 : (long) (random.uniform(0, 1) * unknown);
    int at = unknown == 0 ? trimap.width() * trimap.height() / 2 : unknownPixel(trimap, wanted);
    return new Window(
        within(at % trimap.width(), side, trimap.width()),
        within(at / trimap.width(), side, trimap.height()),
        side);
  }

  private static int unknownPixel(Trimap trimap, long wanted) {
    long seen = 0;
    for (int i = 0; i < trimap.width() * trimap.height(); i++) {
      if (trimap.isUnknown(i % trimap.width(), i / trimap.width()) && seen++ == wanted) {
        return i;
      }
    }
    throw new IllegalStateException("unknown pixels are fewer than " + wanted);
  }

  private static int within(int middle, int side, int length) {
    return Math.max(0, Math.min(middle - side / 2, length - side));
  }

  /** Returns the window's part of a sample, which is at least as large. */
  MattingSample of(MattingSample sample) {
    return sample.mapped(this::of, this::of, this::of);
  }

  private RgbImage of(RgbImage image) {
    byte[] row = new byte[CHANNELS * image.width()];
    byte[] cut = new byte[CHANNELS * side * side];
    for (int y = 0; y < side; y++) {
      image.readRow8(top + y, row);
      System.arraycopy(row, CHANNELS * left, cut, CHANNELS * y * side, CHANNELS * side);
    }
    return RgbImage.of8(side, side, cut);
  }

  private Trimap of(Trimap trimap) {
    byte[] row = new byte[trimap.width()];
    byte[] cut = new byte[side * side];
    for (int y = 0; y < side; y++) {
      trimap.readRow(top + y, row);
      System.arraycopy(row, left, cut, y * side, side);
    }
    return Trimap.of(side, side, cut);
  }

  private AlphaMatte of(AlphaMatte alpha) {
    float[] cut = new float[side * side];
    alpha.readRegion(left, top, side, side, cut);
    return AlphaMatte.of(side, side, cut);
  }
}
