package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;

/**
 * A photometric step on the composed image that a network sees, such as noise or compression. The
 * truth does not change. Implementations are safe to share between threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ImageStep {
  /**
   * Changes an image.
   *
   * @param image 8 bits
   * @param random draws only for this step and sample
   * @return an image of the same size, 8 bits
   */
  RgbImage apply(RgbImage image, SampleRandom random);
}
