package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/**
 * Separates an object from its surroundings, given hints for both; found by {@link
 * java.util.ServiceLoader}. Implementations need a public constructor without parameters, are safe
 * to share between threads, and return the same mask for the same input.
 *
 * @since 0.1
 */
public interface ObjectSegmenter {
  /**
   * Segments an image.
   *
   * @param image the photograph; the caller has reduced large ones
   * @param hints 255 = object, 0 = not object, 128 = no hint; of the image's size, with at least
   *     one pixel of 0 and one of 128. Without any 255, the object is somewhere in the pixels
   *     without a hint and fills most of them, as in a rectangle around it
   * @return a mask of the image's size, near 1 where the object is and near 0 elsewhere; can be 0
   *     everywhere if nothing stands out. It need not follow the hints
   * @throws dev.deepmatting.error.EngineException if the backend fails
   */
  AlphaMatte segment(RgbImage image, Trimap hints);
}
