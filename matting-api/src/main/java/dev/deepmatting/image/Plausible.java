package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Finds implausible trimap files: class numbers such as 0, 1 and 2 look black and would all count
 * as background.
 */
final class Plausible {
  /** The highest class number expected, of 255. */
  private static final int MOST_CLASSES = 9;

  private static final int MAX_8 = 255;

  private Plausible() {}

  static Trimap trimap(BufferedImage image, TrimapThresholds thresholds) {
    Trimap trimap = Trimap.of(image, thresholds);
    if (trimap.unknownCount() + trimap.foregroundCount() > 0) {
      return trimap;
    }
    int highest = highest(image);
    int maximum = PixelRows.of(image).maximum();
    if (highest > 0 && (long) highest * MAX_8 <= (long) MOST_CLASSES * maximum) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "trimap has %d of %d as its highest value, and all up to %d of 255 is background,"
                  + " wanted 0 background, 128 unknown, 255 foreground, or thresholds for its own"
                  + " values",
              highest,
              maximum,
              thresholds.background()));
    }
    return trimap;
  }

  private static int highest(BufferedImage image) {
    int[] highest = new int[1];
    PixelRows.of(image)
        .forEachPiece(
            (x, y, count, rgba) -> {
              for (int i = 0; i < count * PixelRows.CHANNELS; i++) {
                boolean opacity = i % PixelRows.CHANNELS == PixelRows.CHANNELS - 1;
                highest[0] = opacity ? highest[0] : Math.max(highest[0], rgba[i]);
              }
            });
    return highest[0];
  }
}
