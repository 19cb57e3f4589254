package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import org.jspecify.annotations.Nullable;

/**
 * The intended print size of an image. Immutable.
 *
 * @param horizontal dots per inch along rows, 1 to {@value #MAXIMUM}
 * @param vertical dots per inch along columns, 1 to {@value #MAXIMUM}
 * @since 0.1
 */
public record Resolution(double horizontal, double vertical) {
  /** The largest value that all formats can store. */
  public static final int MAXIMUM = 65_535;

  /** Centimetres per inch. */
  static final double CENTIMETRES = 2.54;

  /**
   * Checks the numbers.
   *
   * @param horizontal dots per inch along rows
   * @param vertical dots per inch along columns
   * @throws InvalidInputException if one of them is out of its range or NaN
   */
  public Resolution {
    Ranges.within("horizontal", horizontal, 1, MAXIMUM);
    Ranges.within("vertical", vertical, 1, MAXIMUM);
  }

  /**
   * The same along rows and columns.
   *
   * @param dotsPerInch 1 to {@value #MAXIMUM}
   * @return the resolution
   * @throws InvalidInputException if it is out of its range or NaN
   */
  public static Resolution of(double dotsPerInch) {
    return new Resolution(dotsPerInch, dotsPerInch);
  }

  /** Returns the resolution that a file declares, or null if it makes no sense. */
  static @Nullable Resolution orNull(double horizontal, double vertical) {
    return isPossible(horizontal) && isPossible(vertical)
        ? new Resolution(horizontal, vertical)
        : null;
  }

  /** The resolution of the image rotated by 90 degrees. */
  Resolution turned() {
    return new Resolution(vertical, horizontal);
  }

  private static boolean isPossible(double value) {
    return value >= 1 && value <= MAXIMUM;
  }
}
