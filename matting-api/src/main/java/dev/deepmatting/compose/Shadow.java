package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Objects;

/**
 * A shadow that an object casts on what lies behind it: its outline, moved and blurred. Immutable.
 *
 * @param x how far to the right, in pixels of the result; negative to the left
 * @param y how far down, in pixels of the result; negative upwards
 * @param sigma standard deviation of the Gaussian that blurs it, in pixels of the result, 0 to
 *     {@value #MAX_SIGMA}; 0 leaves it sharp
 * @param opacity how much of the background it hides where it is deepest, 0 to 1
 * @param colour its colour, usually black
 * @since 0.1
 */
public record Shadow(int x, int y, double sigma, double opacity, Colour colour) {
  /** The widest blur. */
  public static final double MAX_SIGMA = 256;

  /** How far a shadow may fall to each side. */
  public static final int MAX_DISTANCE = 65_535;

  /**
   * Checks the numbers.
   *
   * @param x to the right, at most {@value #MAX_DISTANCE} either way
   * @param y down, at most {@value #MAX_DISTANCE} either way
   * @param sigma of the blur
   * @param opacity where it is deepest
   * @param colour its colour
   * @throws InvalidInputException if one of them is out of its range or NaN
   */
  public Shadow {
    Ranges.within("x", x, -MAX_DISTANCE, MAX_DISTANCE);
    Ranges.within("y", y, -MAX_DISTANCE, MAX_DISTANCE);
    Ranges.within("sigma", sigma, 0, MAX_SIGMA);
    Ranges.within("opacity", opacity, 0, 1);
    Objects.requireNonNull(colour, "colour");
  }

  /**
   * A black shadow.
   *
   * @param x to the right
   * @param y down
   * @param sigma of the blur
   * @param opacity where it is deepest
   * @return the shadow
   * @throws InvalidInputException if one of them is out of its range or NaN
   */
  public static Shadow black(int x, int y, double sigma, double opacity) {
    return new Shadow(x, y, sigma, opacity, Colour.BLACK);
  }
}
