package dev.deepmatting.propagation;

import org.jspecify.annotations.Nullable;

/**
 * A picture of a pyramid.
 *
 * @param depth how often it was reduced by two
 * @param colours red, green and blue, near 0 to 1; at least 3x3 pixels
 * @param labels what is known
 * @param texture a further feature of each pixel, of 0 to some hundred; null for none
 */
record Level(int depth, Plane colours, Labels labels, @Nullable Plane texture) {
  /** Smaller pictures are not reduced any further. */
  private static final int SHORTEST_SIDE = 32;

  boolean canBeHalved() {
    return Math.min(colours.width(), colours.height()) >= SHORTEST_SIDE;
  }

  Level half() {
    return new Level(
        depth + 1, colours.half(), labels.half(), texture == null ? null : texture.half());
  }
}
