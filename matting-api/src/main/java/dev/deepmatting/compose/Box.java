package dev.deepmatting.compose;

/**
 * A rectangle of whole pixels.
 *
 * @param left its first column
 * @param top its first row
 * @param width its columns; 0 or less if the box is empty
 * @param height its rows; 0 or less if the box is empty
 */
record Box(int left, int top, int width, int height) {
  /** Returns a length times a factor, in whole pixels, at least 1. */
  static int scaled(int length, double factor) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(length * factor)));
  }

  int right() {
    return left + width;
  }

  int bottom() {
    return top + height;
  }

  int pixels() {
    return Math.multiplyExact(width, height);
  }

  boolean isEmpty() {
    return width <= 0 || height <= 0;
  }

  Box intersection(Box other) {
    int fromX = Math.max(left, other.left);
    int fromY = Math.max(top, other.top);
    return new Box(
        fromX,
        fromY,
        Math.min(right(), other.right()) - fromX,
        Math.min(bottom(), other.bottom()) - fromY);
  }

  Box moved(int x, int y) {
    return new Box(left + x, top + y, width, height);
  }

  Box grown(int margin) {
    return new Box(left - margin, top - margin, width + 2 * margin, height + 2 * margin);
  }

  /** Returns a box of this size centred on this one, or half a pixel to the left or above. */
  Box centred(int otherWidth, int otherHeight) {
    return new Box(
        left + Math.floorDiv(width - otherWidth, 2),
        top + Math.floorDiv(height - otherHeight, 2),
        otherWidth,
        otherHeight);
  }

  /** Returns some of its rows. */
  Box rows(int from, int count) {
    return new Box(left, top + from, width, Math.min(count, height - from));
  }
}
