package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Sizes;
import java.util.Objects;

/**
 * An object without its surroundings. Immutable.
 *
 * @param name its origin, for messages and file names
 * @param colours its pure colours, not premultiplied; where alpha is 0 they do not matter
 * @param alpha its true matte, of the same size
 * @since 0.1
 */
public record Foreground(String name, RgbImage colours, AlphaMatte alpha) {
  /**
   * Checks the sizes.
   *
   * @param name its origin
   * @param colours its pure colours
   * @param alpha its true matte
   * @throws InvalidInputException if the sizes differ
   */
  public Foreground {
    Objects.requireNonNull(name, "name");
    Sizes.requireSame(
        "alpha of " + name,
        alpha.width(),
        alpha.height(),
        "foreground",
        colours.width(),
        colours.height());
  }
}
