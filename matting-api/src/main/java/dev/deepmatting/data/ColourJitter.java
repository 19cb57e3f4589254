package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;

/**
 * The ranges of random changes to a foreground's colours before composition, in HSV. Immutable.
 *
 * <p>The hue is rotated by a uniform draw. Saturation and value are each shifted by a uniform draw
 * of up to strength * (1.1 - m) to both sides, where m is their mean over the object, so pale and
 * dark objects change more. This is the jitter of GCA matting (Li and Lu, AAAI 2020) at hue 40 and
 * strength 0.1.
 *
 * @param hueDegrees the largest rotation of the hue, to both sides, of 360
 * @param strength strength of the shift of saturation and value
 * @since 0.1
 */
public record ColourJitter(double hueDegrees, double strength) {
  /** No change. */
  public static final ColourJitter NONE = new ColourJitter(0, 0);

  /**
   * Checks the ranges.
   *
   * @param hueDegrees 0 to 180
   * @param strength 0 to 1
   * @throws InvalidInputException if a value is out of range
   */
  public ColourJitter {
    Ranges.within("hueDegrees", hueDegrees, 0, 180);
    Ranges.within("strength", strength, 0, 1);
  }
}
