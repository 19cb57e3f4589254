package dev.deepmatting.data.scene;

/**
 * A rectangle of a picture's pixels that is worth computing.
 *
 * @param left the first column
 * @param top the first row
 * @param right the column after the last one
 * @param bottom the row after the last one
 */
record Part(int left, int top, int right, int bottom) {
  static Part whole(int width, int height) {
    return new Part(0, 0, width, height);
  }

  /** Returns all pixels that an outline can cover. */
  static Part of(Outline outline, int width, int height) {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int i = 0; i < outline.points(); i++) {
      left = Math.min(left, outline.x(i));
      top = Math.min(top, outline.y(i));
      right = Math.max(right, outline.x(i));
      bottom = Math.max(bottom, outline.y(i));
    }
    return new Part(
            (int) Math.floor(left),
            (int) Math.floor(top),
            (int) Math.ceil(right),
            (int) Math.ceil(bottom))
        .grown(1, width, height);
  }

  /** Returns the part with a margin, clipped to a picture; empty if it is outside. */
  Part grown(int margin, int width, int height) {
    int newLeft = Math.max(0, Math.min(width, left - margin));
    int newTop = Math.max(0, Math.min(height, top - margin));
    return new Part(
        newLeft,
        newTop,
        Math.max(newLeft, Math.min(width, right + margin)),
        Math.max(newTop, Math.min(height, bottom + margin)));
  }
}
