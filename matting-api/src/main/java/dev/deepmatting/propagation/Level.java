package dev.deepmatting.propagation;

import org.jspecify.annotations.Nullable;

/**
 * A picture of a pyramid.
 *
 * @param depth how often it was reduced by two
 * @param colours red, green and blue, near 0 to 1; at least 3x3 pixels
 * @param mixed the numbers in which colours mix, of the same size: amounts of light, or the colours
 * @param labels what is known
 * @param texture a further feature of each pixel, of 0 to some hundred; null for none
 */
record Level(int depth, Plane colours, Plane mixed, Labels labels, @Nullable Plane texture) {
  /** Smaller pictures are not reduced any further. */
  private static final int SHORTEST_SIDE = 32;

  /** A picture whose colours mix as they are, without texture. */
  static Level of(Plane colours, Labels labels) {
    return new Level(0, colours, colours, labels, null);
  }

  boolean canBeHalved() {
    return Math.min(colours.width(), colours.height()) >= SHORTEST_SIDE;
  }

  Level half() {
    Plane half = colours.half();
    return new Level(
        depth + 1,
        half,
        mixed == colours ? half : mixed.half(),
        labels.half(),
        texture == null ? null : texture.half());
  }
}
