package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.Affine;

/**
 * The ranges of random rotation, scale and shear of a foreground, each uniformly distributed and
 * around the pixel that the crop is centred on. Immutable.
 *
 * @param degrees the largest rotation, to both sides
 * @param smallestScale the smallest factor
 * @param largestScale the largest factor
 * @param shearDegrees the largest shear along x, to both sides
 * @since 0.1
 */
public record AffineJitter(
    double degrees, double smallestScale, double largestScale, double shearDegrees) {
  /** No change. */
  public static final AffineJitter NONE = new AffineJitter(0, 1, 1, 0);

  /**
   * Checks the ranges.
   *
   * @param degrees 0 to 180
   * @param smallestScale more than 0
   * @param largestScale at least the smallest, at most 10
   * @param shearDegrees 0 to 60
   * @throws InvalidInputException if a value is out of range
   */
  public AffineJitter {
    Ranges.within("degrees", degrees, 0, 180);
    Ranges.require(smallestScale > 0, "smallestScale", smallestScale, "more than 0");
    Ranges.require(
        largestScale >= smallestScale && largestScale <= 10,
        "largestScale",
        largestScale,
        smallestScale + " to 10");
    Ranges.within("shearDegrees", shearDegrees, 0, 60);
  }

  /**
   * Draws a transform from the sample to the foreground, both with their origin at the fixed pixel.
   */
  Affine draw(SampleRandom random) {
    double scale = random.uniform(smallestScale, largestScale);
    return Affine.scaling(1 / scale, 1 / scale)
        .then(Affine.shear(random.uniform(-shearDegrees, shearDegrees), 0))
        .then(Affine.rotation(random.uniform(-degrees, degrees)));
  }
}
