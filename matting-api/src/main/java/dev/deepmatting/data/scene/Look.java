package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.image.RgbImage;

/**
 * The appearance of an object.
 *
 * @param palette its colours
 * @param camouflaged whether they are the background's
 * @param surfaces what solid parts are covered with
 */
record Look(Palette palette, boolean camouflaged, Surfaces surfaces) {
  /** The side of the surface that colours of strands come from. */
  private static final int SWATCH = 64;

  /**
   * A source of surfaces; those of one scene differ from each other. Outside of a part they need
   * not be painted.
   */
  @FunctionalInterface
  interface Surfaces {
    Ink next(SampleRandom random, int width, int height, Palette palette, Part part);
  }

  static Look drawn(Palette palette, boolean camouflaged) {
    return new Look(palette, camouflaged, Texture::any);
  }

  /** Returns surfaces from photographs, and strands in the colours of one. */
  static Look photographed(Photographs photographs, SampleRandom random) {
    Texture swatch = PhotoSurface.skin(photographs.any(random), random, SWATCH, SWATCH);
    Surfaces surfaces =
        (draws, width, height, palette, part) ->
            PhotoSurface.skin(photographs.any(draws), draws, width, height);
    return new Look(Backdrop.paletteOf(swatch.toImage(), random), false, surfaces);
  }

  /** Returns the same in the colours of the ground, sometimes from the very same picture. */
  static Look near(Photographs photographs, SampleRandom random, RgbImage ground, Palette palette) {
    boolean same = random.chance(0.5);
    Surfaces surfaces =
        (draws, width, height, colours, part) ->
            PhotoSurface.near(same ? ground : photographs.any(draws), ground, draws, width, height);
    return new Look(palette, true, surfaces);
  }
}
