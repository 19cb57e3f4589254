package dev.deepmatting.compose;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Computes the visible part of a composition, some rows at a time. */
final class Painting {
  /** Rows at a time; limits the memory besides the result. */
  private static final int ROWS = 64;

  private static final int COLOURS = PlacedImage.COLOURS;

  private final PlacedImage object;
  private final Backdrop backdrop;
  private final Box canvas;
  private final @Nullable Shadow shadow;
  private final Mixer mixer;

  Painting(
      PlacedImage object,
      Backdrop backdrop,
      Box canvas,
      @Nullable Shadow shadow,
      BlendSpace blendSpace) {
    this.object = object;
    this.backdrop = backdrop;
    this.canvas = canvas;
    this.shadow = shadow;
    mixer = new Mixer(blendSpace);
  }

  /**
   * Paints a part of the canvas.
   *
   * @param view the visible part, not empty
   * @param bitDepth bits per sample: 8 or 16
   */
  BufferedImage paint(Box view, int bitDepth) {
    float[] shade = shadow == null ? null : new CastShadow(shadow, object, canvas).opacity(view);
    PixelTarget target =
        new PixelTarget(view.width(), view.height(), backdrop.isOpaque(), bitDepth);
    for (int y = 0; y < view.height(); y += ROWS) {
      paint(view, view.rows(y, ROWS), shade, target);
    }
    return target.image();
  }

  private void paint(Box view, Box strip, float @Nullable [] shade, PixelTarget target) {
    float[] colours = backdrop.colours(strip, canvas);
    float[] opacity = new float[strip.pixels()];
    Arrays.fill(opacity, backdrop.isOpaque() ? 1 : 0);
    if (shadow != null && shade != null) {
      int first = (strip.top() - view.top()) * view.width();
      darken(shade, shadow.colour().fractions(), first, colours, opacity);
    }
    Box seen = strip.intersection(object.frame());
    if (!seen.isEmpty()) {
      layOver(seen, strip, colours, opacity);
    }
    target.write(strip.top() - view.top(), colours, opacity);
  }

  private void darken(float[] shade, float[] colour, int first, float[] colours, float[] opacity) {
    for (int i = 0; i < opacity.length; i++) {
      if (shade[first + i] > 0) {
        opacity[i] = mixer.over(colour, 0, shade[first + i], colours, i * COLOURS, opacity[i]);
      }
    }
  }

  private void layOver(Box seen, Box strip, float[] colours, float[] opacity) {
    float[] front = object.colours(seen);
    float[] alpha = object.opacity(seen);
    for (int y = 0, from = 0; y < seen.height(); y++) {
      int row = (seen.top() - strip.top() + y) * strip.width();
      int at = row + seen.left() - strip.left();
      for (int x = 0; x < seen.width(); x++, from++, at++) {
        opacity[at] =
            mixer.over(front, from * COLOURS, alpha[from], colours, at * COLOURS, opacity[at]);
      }
    }
  }
}
