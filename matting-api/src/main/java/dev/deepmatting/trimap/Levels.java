package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;

/**
 * Some rows of a picture in 8 bits a sample.
 *
 * @param first the first of the rows
 * @param samples red, green and blue of 0 to 255, unsigned, row-major; not copied
 */
record Levels(RgbImage image, int first, byte[] samples) {
  private static final int COLOURS = 3;

  /** Reads the rows from the first one on, before the end, as far as there are any. */
  static Levels of(RgbImage image, int first, int end) {
    int from = Math.max(0, first);
    int rows = Math.min(image.height(), end) - from;
    byte[] row = new byte[COLOURS * image.width()];
    byte[] samples = new byte[row.length * rows];
    for (int y = 0; y < rows; y++) {
      GeodesicScans.requireNotInterrupted();
      image.readRow8(from + y, row);
      System.arraycopy(row, 0, samples, y * row.length, row.length);
    }
    return new Levels(image, from, samples);
  }

  /** Returns where the samples of a pixel start. */
  int indexOf(int x, int y) {
    return COLOURS * ((y - first) * image.width() + x);
  }
}
