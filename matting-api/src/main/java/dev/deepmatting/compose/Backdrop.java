package dev.deepmatting.compose;

import dev.deepmatting.image.RgbImage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The background behind an object. Immutable.
 *
 * @param image the image on the canvas, or null
 * @param fit how it is the image on the canvas, or null
 * @param colour the colour where there is no image, or null for transparency
 */
record Backdrop(@Nullable RgbImage image, @Nullable Fit fit, @Nullable Colour colour) {
  static final Backdrop NONE = new Backdrop(null, null, null);

  static Backdrop of(Colour colour) {
    return new Backdrop(null, null, Objects.requireNonNull(colour, "colour"));
  }

  static Backdrop of(RgbImage image, Fit fit, Colour surroundings) {
    return new Backdrop(
        Objects.requireNonNull(image, "background"),
        Objects.requireNonNull(fit, "fit"),
        Objects.requireNonNull(surroundings, "surroundings"));
  }

  boolean isOpaque() {
    return colour != null;
  }

  /**
   * Returns red, green, blue of each pixel of a part of the canvas; zeros where there is nothing.
   */
  float[] colours(Box part, Box canvas) {
    float[] colours = new float[PlacedImage.COLOURS * part.pixels()];
    if (colour != null) {
      fill(colours, colour.fractions());
    }
    if (image != null && fit != null) {
      Box frame = fit.frame(image.width(), image.height(), canvas);
      Box seen = part.intersection(frame);
      if (!seen.isEmpty()) {
        PlacedImage.Parts.copy(
            new PlacedImage(image, null, frame).colours(seen), seen, colours, part);
      }
    }
    return colours;
  }

  private static void fill(float[] colours, float[] colour) {
    for (int i = 0; i < colours.length; i += PlacedImage.COLOURS) {
      System.arraycopy(colour, 0, colours, i, PlacedImage.COLOURS);
    }
  }
}
