package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;

/** Finds the bounds of an object on a canvas. */
final class ObjectBounds {
  /** Fainter alpha is noise of a matte, and hardly visible. */
  static final float THRESHOLD = 0.02f;

  private static final int ROWS = 64;

  private int left = Integer.MAX_VALUE;
  private int top = Integer.MAX_VALUE;
  private int right = Integer.MIN_VALUE;
  private int bottom = Integer.MIN_VALUE;

  private ObjectBounds() {}

  /** Returns the smallest box around the object's pixels on the canvas. */
  static Box find(PlacedImage object, Box canvas) {
    ObjectBounds bounds = new ObjectBounds();
    Box seen = canvas.intersection(object.frame());
    for (int y = 0; y < seen.height() && !seen.isEmpty(); y += ROWS) {
      Box strip = seen.rows(y, ROWS);
      bounds.add(object.opacity(strip), strip);
    }
    if (bounds.right < bounds.left) {
      throw new InvalidInputException(
          "object is empty: alpha is nowhere above "
              + THRESHOLD
              + " on the canvas, wanted something to crop to");
    }
    return new Box(
        bounds.left, bounds.top, bounds.right + 1 - bounds.left, bounds.bottom + 1 - bounds.top);
  }

  private void add(float[] opacity, Box strip) {
    for (int y = 0, at = 0; y < strip.height(); y++) {
      for (int x = 0; x < strip.width(); x++, at++) {
        if (opacity[at] > THRESHOLD) {
          left = Math.min(left, strip.left() + x);
          right = Math.max(right, strip.left() + x);
          top = Math.min(top, strip.top() + y);
          bottom = Math.max(bottom, strip.top() + y);
        }
      }
    }
  }
}
