package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.Rectangle;

/** An image with its trimap, whose values are in a separate array. */
record ReviewedTrimap(RgbImage image, int width, int height, byte[] values) {
  static ReviewedTrimap of(RgbImage image, Trimap trimap) {
    int width = trimap.width();
    byte[] values = new byte[width * trimap.height()];
    byte[] row = new byte[width];
    for (int y = 0; y < trimap.height(); y++) {
      trimap.readRow(y, row);
      System.arraycopy(row, 0, values, y * width, width);
    }
    return new ReviewedTrimap(image, width, trimap.height(), values);
  }

  boolean isUnknown(int at) {
    return values[at] == (byte) Trimap.UNKNOWN;
  }

  boolean isForeground(int at) {
    return values[at] == (byte) Trimap.FOREGROUND;
  }

  boolean isBackground(int at) {
    return values[at] == Trimap.BACKGROUND;
  }

  /** Returns the smallest rectangle around the unknown pixels of a part; empty if it has none. */
  Rectangle unknownIn(Rectangle part) {
    int left = part.x + part.width;
    int right = part.x;
    int top = part.y + part.height;
    int bottom = part.y;
    for (int y = part.y; y < part.y + part.height; y++) {
      for (int x = part.x; x < part.x + part.width; x++) {
        if (isUnknown(y * width + x)) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = y + 1;
        }
      }
    }
    return new Rectangle(left, top, right - left, bottom - top);
  }

  /** Returns which pixels have a value. */
  boolean[] mask(int value) {
    boolean[] mask = new boolean[values.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = values[i] == (byte) value;
    }
    return mask;
  }

  /** Returns the mean width of the unknown region in pixels; 0 if it has no known neighbour. */
  double bandWidth() {
    long unknown = 0;
    long rim = 0;
    for (int at = 0; at < values.length; at++) {
      unknown += isUnknown(at) ? 1 : 0;
      rim += !isUnknown(at) && touches(at, Trimap.UNKNOWN) ? 1 : 0;
    }
    // A band has a rim on both sides.
    return rim == 0 ? 0 : 2.0 * unknown / rim;
  }

  /** Returns whether one of the four neighbours of a pixel has a value. */
  boolean touches(int at, int value) {
    int x = at % width;
    return x > 0 && values[at - 1] == (byte) value
        || x + 1 < width && values[at + 1] == (byte) value
        || at >= width && values[at - width] == (byte) value
        || at + width < values.length && values[at + width] == (byte) value;
  }
}
