package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import java.util.Objects;

/** Argument checks for binary masks. */
final class Masks {
  private Masks() {}

  static void requireSize(boolean[] mask, int width, int height) {
    Objects.requireNonNull(mask, "mask");
    if (width < 1 || height < 1 || mask.length != (long) width * height) {
      throw new InvalidInputException(
          "mask holds " + mask.length + " pixels, wanted " + width + "x" + height);
    }
  }
}
