package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Objects;

/**
 * A shadow that an object casts on the background: its outline, moved and blurred. Immutable.
 *
 * @param x shift to the right, in pixels of the result; negative for left
 * @param y shift downwards, in pixels of the result; negative for up
 * @param sigma standard deviation of the Gaussian that blurs it, in pixels of the result, 0 to
 *     {@value #MAX_SIGMA}; 0 leaves it sharp
 * @param opacity how much of the background it hides at its darkest, 0 to 1
 * @param colour the colour of the shadow, usually black
 * @since 0.1
 */
public record Shadow(int x, int y, double sigma, double opacity, Colour colour) {
  /** The largest standard deviation of the blur. */
  public static final double MAX_SIGMA = 256;

  /** The largest shift of a shadow in each direction, in pixels. */
  public static final int MAX_DISTANCE = 65_535;

  /**
   * Checks the numbers.
   *
   * @param x shift to the right, at most {@value #MAX_DISTANCE} either way
   * @param y shift downwards, at most {@value #MAX_DISTANCE} either way
   * @param sigma standard deviation of the blur
   * @param opacity opacity at its darkest
   * @param colour the colour of the shadow
   * @throws InvalidInputException if a number is out of range or NaN
   */
  public Shadow {
    Ranges.within("x", x, -MAX_DISTANCE, MAX_DISTANCE);
    Ranges.within("y", y, -MAX_DISTANCE, MAX_DISTANCE);
    Ranges.within("sigma", sigma, 0, MAX_SIGMA);
    Ranges.within("opacity", opacity, 0, 1);
    Objects.requireNonNull(colour, "colour");
  }

  /**
   * Returns a black shadow.
   *
   * @param x shift to the right
   * @param y shift downwards
   * @param sigma standard deviation of the blur
   * @param opacity opacity at its darkest
   * @return the shadow
   * @throws InvalidInputException if a number is out of range or NaN
   */
  public static Shadow black(int x, int y, double sigma, double opacity) {
    return new Shadow(x, y, sigma, opacity, Colour.BLACK);
  }
}
