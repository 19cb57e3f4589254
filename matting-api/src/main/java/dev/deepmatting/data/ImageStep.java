package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;

/**
 * A photometric step: what is done to the composed image that a network is given, such as noise or
 * compression. The truth stays as it is. Implementations are safe to share between threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ImageStep {
  /**
   * Changes an image.
   *
   * @param image 8 bits
   * @param random draws for this step and sample alone
   * @return an image of the same size, 8 bits
   */
  RgbImage apply(RgbImage image, SampleRandom random);
}
