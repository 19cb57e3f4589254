package dev.deepmatting.internal.check;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;

/** Checks that pictures fit together. */
public final class Sizes {
  private Sizes() {}

  /**
   * Refuses a picture of another size.
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
