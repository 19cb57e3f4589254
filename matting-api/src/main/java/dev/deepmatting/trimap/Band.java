package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import java.util.Objects;

/**
 * A width in pixels, or relative to the picture's size. Immutable and safe to share between
 * threads.
 *
 * @since 0.1
 */
public final class Band {
  private static final int PERCENT = 100;

  private final double amount;
  private final boolean relative;

  private Band(double amount, boolean relative) {
    // Turns negative zero into zero, so that equal bands compare as equal.
    this.amount = amount + 0.0;
    this.relative = relative;
  }

  /**
   * Returns a band of fixed width.
   *
   * @param pixels 0 or more, finite; fractions count
   * @return the band
   * @throws InvalidInputException if it is negative, infinite or NaN
   */
  public static Band pixels(double pixels) {
    if (!(pixels >= 0 && pixels < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("band is " + pixels + " pixels, wanted 0 or more");
    }
    return new Band(pixels, false);
  }

  /**
   * Returns a band that grows with the picture.
   *
   * @param shareOfTheShorterSide 0 to 1; 0.02 is 20 pixels if the shorter side has 1000
   * @return the band
   * @throws InvalidInputException if it is NaN or outside 0 to 1
   */
  public static Band relative(double shareOfTheShorterSide) {
    if (!(shareOfTheShorterSide >= 0 && shareOfTheShorterSide <= 1)) {
      throw new InvalidInputException(
          "band is " + shareOfTheShorterSide + " of the shorter side, wanted 0 to 1");
    }
    return new Band(shareOfTheShorterSide, true);
  }

  /**
   * Returns the width of the band in a picture.
   *
   * @param width the picture's width in pixels, at least 1
   * @param height its height in pixels, at least 1
   * @return pixels, 0 or more, not rounded
   * @throws InvalidInputException if a size is below 1
   */
  public double pixelsIn(int width, int height) {
    if (width < 1 || height < 1) {
      throw new InvalidInputException(
          "picture is " + width + "x" + height + ", wanted at least 1x1");
    }
    return relative ? amount * Math.min(width, height) : amount;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Band that
        && relative == that.relative
        && Double.compare(amount, that.amount) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(amount, relative);
  }

  /**
   * Returns the width in pixels or in percent, such as {@code 10.0 pixels} or {@code 2.0 % of the
   * shorter side}.
   */
  @Override
  public String toString() {
    return relative ? amount * PERCENT + " % of the shorter side" : amount + " pixels";
  }
}
