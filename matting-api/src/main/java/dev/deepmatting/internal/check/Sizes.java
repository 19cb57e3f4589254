package dev.deepmatting.internal.check;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;

/** Checks the sizes of pictures. */
public final class Sizes {
  private static final int LONGEST_SIDE = 1 << 24;

  private Sizes() {}

  /**
   * Rejects a side length that no picture has.
   *
   * @param name the side
   * @param pixels its length
   * @throws InvalidInputException if it is not 1 to 16,777,216
   */
  public static void requireSide(String name, int pixels) {
    Ranges.within(name, pixels, 1, LONGEST_SIDE);
  }

  /**
   * Rejects a picture of another size.
   *
   * @param name what the picture is
   * @param width its width
   * @param height its height
   * @param wanted what it must fit, such as {@code truth}
   * @param wantedWidth the width of that
   * @param wantedHeight the height of that
   * @throws InvalidInputException if they differ; the message has both
   */
  public static void requireSame(
      String name, int width, int height, String wanted, int wantedWidth, int wantedHeight) {
    if (width != wantedWidth || height != wantedHeight) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s is %dx%d, wanted the %s's size %dx%d",
              name,
              width,
              height,
              wanted,
              wantedWidth,
              wantedHeight));
    }
  }
}
