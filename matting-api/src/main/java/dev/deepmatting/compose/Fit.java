package dev.deepmatting.compose;

/**
 * How a background image fits a canvas of another size. It keeps its aspect ratio.
 *
 * @since 0.1
 */
public enum Fit {
  /** Scaled until it covers the whole canvas; the excess is cut off equally on both sides. */
  COVER,
  /** Scaled until all of it is on the canvas; bars remain on two sides if the ratios differ. */
  CONTAIN,
  /** At its own size, centred: cut off where it is larger, surrounded where it is smaller. */
  CENTRE;

  /** Returns the frame of the whole image, in pixels of the canvas. */
  Box frame(int imageWidth, int imageHeight, Box canvas) {
    double across = canvas.width() / (double) imageWidth;
    double down = canvas.height() / (double) imageHeight;
    return switch (this) {
      case CENTRE -> canvas.centred(imageWidth, imageHeight);
      case CONTAIN -> scaled(imageWidth, imageHeight, Math.min(across, down), canvas);
      case COVER -> {
        Box box = scaled(imageWidth, imageHeight, Math.max(across, down), canvas);
        // Rounding must leave no gap.
        yield canvas.centred(
            Math.max(canvas.width(), box.width()), Math.max(canvas.height(), box.height()));
      }
    };
  }

  private static Box scaled(int width, int height, double factor, Box canvas) {
    return canvas.centred(Box.scaled(width, factor), Box.scaled(height, factor));
  }
}
