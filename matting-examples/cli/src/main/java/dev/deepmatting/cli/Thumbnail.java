package dev.deepmatting.cli;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Reduces pictures by halves, so that no pixel is skipped. */
final class Thumbnail {
  private Thumbnail() {}

  /** Returns the picture with a longer side of at most this many pixels. */
  static BufferedImage of(BufferedImage picture, int size) {
    double factor = Math.min(1, size / (double) Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) Math.round(factor * picture.getWidth()));
    int height = Math.max(1, (int) Math.round(factor * picture.getHeight()));
    BufferedImage result = picture;
    while (result.getWidth() > 2 * width || result.getHeight() > 2 * height) {
      result =
          drawn(
              result,
              Math.max(width, (result.getWidth() + 1) / 2),
              Math.max(height, (result.getHeight() + 1) / 2));
    }
    return drawn(result, width, height);
  }

  /** Draws with premultiplied alpha, so that no colour under transparent pixels shows. */
  private static BufferedImage drawn(BufferedImage picture, int width, int height) {
    BufferedImage result =
        new BufferedImage(
            width,
            height,
            picture.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB_PRE
                : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }
}
