package dev.deepmatting.compose;

/**
 * How a background image is laid on a canvas of another size. Its sides keep their ratio.
 *
 * @since 0.1
 */
public enum Fit {
  /** Scaled until it covers the whole canvas; what is too much is cut off on both sides alike. */
  COVER,
  /** Scaled until all of it is on the canvas; bars are left on two sides where ratios differ. */
  CONTAIN,
  /** In its own size, in the middle: cut off where it is larger, surrounded where it is smaller. */
  CENTRE;

  /** Where the whole image lies, in pixels of the canvas. */
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
