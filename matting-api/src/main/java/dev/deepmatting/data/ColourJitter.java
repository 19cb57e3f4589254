package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;

/**
 * How far a foreground's colours are changed at random before it is composed, in HSV. Immutable.
 *
 * <p>The hue is turned by an even draw. Saturation and value are each shifted by an even draw of up
 * to strength * (1.1 - m) to both sides, with m their mean over the object, so that pale and dark
 * objects change more. This is the jitter of GCA matting (Li and Lu, AAAI 2020) at hue 40 and
 * strength 0.1.
 *
 * @param hueDegrees the largest turn of the hue, to both sides, of 360
 * @param strength of the shift of saturation and value
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
   * @throws InvalidInputException if a value is outside
   */
  public ColourJitter {
    Ranges.within("hueDegrees", hueDegrees, 0, 180);
    Ranges.within("strength", strength, 0, 1);
  }
}
