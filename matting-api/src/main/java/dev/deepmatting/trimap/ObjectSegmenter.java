package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/**
 * Parts an object from its surroundings where hints say a little of both; found by {@link
 * java.util.ServiceLoader}. Implementations need a public constructor without parameters, are safe
 * to share between threads, and give the same mask for the same input.
 *
 * @since 0.1
 */
public interface ObjectSegmenter {
  /**
   * Segments an image.
   *
   * @param image the photograph; the caller has reduced large ones
   * @param hints 255 = surely object, 0 = surely not, 128 = unsaid; of the image's size, with at
   *     least one pixel of 0 and of 128. Without any 255 the object lies somewhere in the unsaid
   *     pixels and fills most of them, as in a rectangle around it
   * @return a mask of the image's size, near 1 where the object is and near 0 elsewhere; may be 0
   *     everywhere if nothing stands out. What the hints say it need not keep
   * @throws dev.deepmatting.error.EngineException if the backend fails
   */
  AlphaMatte segment(RgbImage image, Trimap hints);
}
