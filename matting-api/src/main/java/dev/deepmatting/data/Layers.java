package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;
import java.util.Objects;

/**
 * The layers from which a recipe makes one sample: an unchanged foreground and background, of any
 * sizes. Immutable.
 *
 * @param name names the sample
 * @param foreground the object
 * @param background the new surroundings
 * @since 0.1
 */
public record Layers(String name, Foreground foreground, RgbImage background) {
  /**
   * Checks that nothing is missing.
   *
   * @param name names the sample
   * @param foreground the object
   * @param background the new surroundings
   */
  public Layers {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(foreground, "foreground");
    Objects.requireNonNull(background, "background");
  }
}
