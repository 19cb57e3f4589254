package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;

/**
 * The label of each pixel by a matte or mask, before any widening: foreground, background or
 * neither. Row-major; the arrays are not copied.
 */
final class Regions {
  private static final int OPAQUE = 255;

  private final int width;
  private final int height;
  private final boolean[] foreground;
  private final boolean[] notBackground;

  private Regions(int width, int height) {
    this.width = width;
    this.height = height;
    foreground = new boolean[width * height];
    notBackground = new boolean[width * height];
  }

  /** Labels a matte: foreground is 255 and background 0, after rounding to 8 bits. */
  static Regions ofAlpha(AlphaMatte alpha) {
    Regions regions = new Regions(alpha.width(), alpha.height());
    byte[] row = new byte[alpha.width()];
    for (int y = 0, at = 0; y < alpha.height(); y++) {
      alpha.readRow8(y, row);
      for (int x = 0; x < row.length; x++, at++) {
        int value = row[x] & 0xff;
        regions.foreground[at] = value == OPAQUE;
        regions.notBackground[at] = value != 0;
      }
    }
    return regions;
  }

  /**
   * Labels a mask: values from one threshold on are foreground, the rest up to the other are
   * background.
   */
  static Regions ofMask(AlphaMatte mask, double highestBackground, double lowestForeground) {
    Regions regions = new Regions(mask.width(), mask.height());
    float[] row = new float[mask.width()];
    for (int y = 0, at = 0; y < mask.height(); y++) {
      mask.readRow(y, row);
      for (int x = 0; x < row.length; x++, at++) {
        regions.foreground[at] = row[x] >= lowestForeground;
        regions.notBackground[at] = regions.foreground[at] || row[x] > highestBackground;
      }
    }
    return regions;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean[] foreground() {
    return foreground;
  }

  /** Returns the pixels that are foreground or neither. */
  boolean[] notBackground() {
    return notBackground;
  }
}
