package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Turns a stored image upright; the numbers are those of the EXIF and TIFF tag 274. */
final class Orientation {
  static final int UPRIGHT = 1;
  static final int LAST = 8;

  /** From this number on, the stored rows are the columns of the upright image. */
  private static final int FIRST_TURNED = 5;

  private Orientation() {}

  /** Returns whether an orientation turns an image by 90 degrees. */
  static boolean isTurned(int orientation) {
    return orientation >= FIRST_TURNED;
  }

  /** Returns the image itself, or an upright copy of the same type. */
  static BufferedImage apply(BufferedImage image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    boolean transposed = isTurned(orientation);
    Raster source = image.getRaster();
    int width = transposed ? source.getHeight() : source.getWidth();
    int height = transposed ? source.getWidth() : source.getHeight();
    WritableRaster target = source.createCompatibleWritableRaster(width, height);
    turn(source, target, orientation);
    return new BufferedImage(image.getColorModel(), target, image.isAlphaPremultiplied(), null);
  }

  private static void turn(Raster source, WritableRaster target, int orientation) {
    boolean transposed = isTurned(orientation);
    boolean rowReversed =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean rowsReversed =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int width = source.getWidth();
    int height = source.getHeight();
    int[] row = new int[width * source.getNumBands()];
    for (int y = 0; y < height; y++) {
      source.getPixels(0, y, width, 1, row);
      if (rowReversed) {
        reverse(row, source.getNumBands());
      }
      int place = rowsReversed ? height - 1 - y : y;
      if (transposed) {
        target.setPixels(place, 0, 1, width, row);
      } else {
        target.setPixels(0, place, width, 1, row);
      }
    }
  }

  private static void reverse(int[] row, int bands) {
    for (int left = 0, right = row.length - bands; left < right; left += bands, right -= bands) {
      for (int band = 0; band < bands; band++) {
        int sample = row[left + band];
        row[left + band] = row[right + band];
        row[right + band] = sample;
      }
    }
  }
}
