package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.internal.pixel.DiscUnion;

/** Masks cut at a value, and what lies along their edges. */
final class ObjectMask {
  /** Values from this one on are object. */
  static final float OBJECT = 0.5f;

  private ObjectMask() {}

  /** Returns where a mask is object. */
  static boolean[] of(float[] values) {
    return from(values, OBJECT);
  }

  /** Returns where a mask has at least this value. */
  static boolean[] from(float[] values, float least) {
    boolean[] mask = new boolean[values.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = values[i] >= least;
    }
    return mask;
  }

  /** Returns whether a mask is object anywhere. */
  static boolean hasObject(AlphaMatte mask) {
    float[] row = new float[mask.width()];
    for (int y = 0; y < mask.height(); y++) {
      mask.readRow(y, row);
      for (float value : row) {
        if (value >= OBJECT) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean[] inverse(boolean[] mask) {
    boolean[] inverse = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      inverse[i] = !mask[i];
    }
    return inverse;
  }

  /** Returns whether a pixel belongs to a mask and has a neighbour that does not. */
  static boolean isEdge(boolean[] mask, int at, int x, int y, int width, int height) {
    return mask[at]
        && (x > 0 && !mask[at - 1]
            || x + 1 < width && !mask[at + 1]
            || y > 0 && !mask[at - width]
            || y + 1 < height && !mask[at + width]);
  }

  /**
   * Widens a mask by a distance that depends on the place.
   *
   * @param level which of the distances holds at a pixel of the edge
   * @param distances in pixels, inclusive
   * @return a new mask that contains this one
   */
  static boolean[] widened(boolean[] mask, int width, int height, Level level, double[] distances) {
    byte[] kinds = new byte[mask.length];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        if (isEdge(mask, at, x, y, width, height)) {
          kinds[at] = (byte) (1 + level.at(x, y));
        }
      }
    }
    boolean[] widened = mask.clone();
    // What is nearest to a pixel outside is always an edge.
    DiscUnion.fill(kinds, width, height, distances, widened);
    return widened;
  }

  /** Tells a distance at a pixel. */
  @FunctionalInterface
  interface Level {
    /** Returns the distance's index. */
    int at(int x, int y);
  }
}
