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
    requireNoClasses(highest(image), PixelRows.of(image).maximum(), thresholds);
    return trimap;
  }

  /**
   * Checks a trimap that is read row by row: only as far as its first row that is not all
   * background.
   */
  static void requireTrimap(PngRowReader reader, TrimapThresholds thresholds) {
    int[] highest = new int[1];
    boolean[] something = new boolean[1];
    for (int y = 0; y < reader.height() && !something[0]; y++) {
      reader.read(
          0,
          y,
          reader.width(),
          (x, row, count, rgba) -> {
            for (int i = 0; i < count; i++) {
              int gray = Trimap.grayOverBlack(rgba, i * PixelRows.CHANNELS, reader.maximum());
              something[0] |= thresholds.classify(gray) != Trimap.BACKGROUND;
            }
            highest[0] = Math.max(highest[0], highest(rgba, count));
          });
    }
    if (!something[0]) {
      requireNoClasses(highest[0], reader.maximum(), thresholds);
    }
  }

  private static void requireNoClasses(int highest, int maximum, TrimapThresholds thresholds) {
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
  }

  /** Returns the highest sample of pixels, opacity apart. */
  private static int highest(int[] rgba, int count) {
    int highest = 0;
    for (int i = 0; i < count * PixelRows.CHANNELS; i++) {
      boolean opacity = i % PixelRows.CHANNELS == PixelRows.CHANNELS - 1;
      highest = opacity ? highest : Math.max(highest, rgba[i]);
    }
    return highest;
  }

  private static int highest(BufferedImage image) {
    int[] highest = new int[1];
    PixelRows.of(image)
        .forEachPiece(
            (x, y, count, rgba) -> highest[0] = Math.max(highest[0], highest(rgba, count)));
    return highest[0];
  }
}
