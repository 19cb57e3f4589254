package dev.deepmatting.data.folder;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/** How much memory pictures take. */
final class Memory {
  /** Objects and array heads around the samples, and the entry in a map, rounded up. */
  private static final long AROUND = 256;

  private Memory() {}

  static long of(RgbImage image) {
    return AROUND + 3L * image.width() * image.height() * (image.bitDepth() / Byte.SIZE);
  }

  /** A matte keeps floats, whatever the file has. */
  static long of(AlphaMatte alpha) {
    return AROUND + (long) alpha.width() * alpha.height() * Float.BYTES;
  }
}
