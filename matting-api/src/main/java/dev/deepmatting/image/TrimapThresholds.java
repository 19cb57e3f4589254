package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;

/**
 * The gray values, 0 to 255, that count as known. Immutable.
 *
 * <p>Values between the two are unknown. The margin at both ends allows for anti-aliased brushes
 * and for JPEG files, whose flat areas are not exactly 0 or 255.
 *
 * @param background the highest value that is known background
 * @param foreground the lowest value that is known foreground
 * @since 0.1
 */
public record TrimapThresholds(int background, int foreground) {
  private static final TrimapThresholds STANDARD = new TrimapThresholds(25, 230);
  private static final TrimapThresholds EXACT = new TrimapThresholds(127, 129);

  /**
   * Checks the pair.
   *
   * @param background the highest value that is known background, from 0
   * @param foreground the lowest value that is known foreground, up to 255
   * @throws InvalidInputException unless 0 &lt;= background &lt; foreground &lt;= 255
   */
  public TrimapThresholds {
    if (background < 0 || foreground > 255 || background >= foreground) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "thresholds are background %d, foreground %d,"
                  + " wanted 0 <= background < foreground <= 255",
              background,
              foreground));
    }
  }

  /**
   * The defaults: background up to 25, foreground from 230.
   *
   * @return the shared instance
   */
  public static TrimapThresholds standard() {
    return STANDARD;
  }

  /**
   * Thresholds that make only 128 unknown, as in published results.
   *
   * @return the shared instance: background up to 127, foreground from 129
   */
  public static TrimapThresholds exact() {
    return EXACT;
  }

  int classify(int gray) {
    if (gray <= background) {
      return Trimap.BACKGROUND;
    }
    return gray >= foreground ? Trimap.FOREGROUND : Trimap.UNKNOWN;
  }
}
