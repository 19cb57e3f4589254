package dev.deepmatting.evaluation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.html.Picture;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Draws the prediction minus the truth: orange where the prediction is too opaque, blue where it is
 * too transparent, a pair that people with colour blindness tell apart. Pixels without an error are
 * black, or gray where the trimap knows them; errors there are drawn paler.
 *
 * <p>A row contains the error's parts instead of colours: red how much too opaque, green how much
 * too transparent, blue whether known. They are reduced before they become colours, so that
 * opposite errors do not cancel and thin ones keep their strength.
 */
final class ErrorMap {
  static final int TOO_OPAQUE = 0xff9a1f;
  static final int TOO_TRANSPARENT = 0x47a6ff;
  static final int GROUND = 0x08080a;
  static final int KNOWN_GROUND = 0x45484d;

  /** Brightens small errors: 10 of 255 get a fifth of the full colour. */
  private static final double GAMMA = 0.5;

  private static final double KNOWN_STRENGTH = 0.5;
  private static final int MAX = 255;

  private ErrorMap() {}

  static Picture of(AlphaMatte prediction, AlphaMatte truth, Optional<Trimap> trimap) {
    int width = truth.width();
    byte[] predicted = new byte[width];
    byte[] wanted = new byte[width];
    byte[] known = new byte[width];
    return new Picture(
        width,
        truth.height(),
        Picture.Kind.COLOUR,
        ErrorMap::colour,
        (y, target) -> {
          prediction.readRow8(y, predicted);
          truth.readRow8(y, wanted);
          trimap.ifPresent(map -> map.readRow(y, known));
          for (int x = 0; x < width; x++) {
            boolean isKnown = trimap.isPresent() && (known[x] & 0xff) != Trimap.UNKNOWN;
            target[x] = parts((predicted[x] & 0xff) - (wanted[x] & 0xff), isKnown);
          }
        });
  }

  /**
   * Returns the legend of colours, from too transparent to too opaque; the lower row is for known
   * pixels.
   */
  static BufferedImage legend() {
    int height = 24;
    Picture strip =
        new Picture(
            2 * MAX + 1,
            height,
            Picture.Kind.COLOUR,
            ErrorMap::colour,
            (y, target) -> {
              for (int x = 0; x <= 2 * MAX; x++) {
                target[x] = parts(x - MAX, y >= height * 2 / 3);
              }
            });
    return strip.reduced(strip.width(), strip.height());
  }

  static int parts(int error, boolean known) {
    return Math.max(error, 0) << 16 | Math.max(-error, 0) << 8 | (known ? MAX : 0);
  }

  static int colour(int parts) {
    double over = (parts >> 16 & 0xff) / (double) MAX;
    double under = (parts >> 8 & 0xff) / (double) MAX;
    double known = (parts & 0xff) / (double) MAX;
    int ground = mix(GROUND, KNOWN_GROUND, known);
    if (over + under == 0) {
      return ground;
    }
    double strength = Math.pow(Math.min(over + under, 1), GAMMA);
    int error = mix(TOO_TRANSPARENT, TOO_OPAQUE, over / (over + under));
    return mix(ground, error, strength * (1 - (1 - KNOWN_STRENGTH) * known));
  }

  private static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int first = from >> shift & 0xff;
      int second = to >> shift & 0xff;
      mixed |= (int) Math.round(first + (second - first) * share) << shift;
    }
    return mixed;
  }
}
