package dev.deepmatting.compose;

import dev.deepmatting.image.RgbImage;

/**
 * What a photograph was made of: the colours of the object and those of what is behind it, each
 * everywhere. Immutable and safe to share between threads.
 *
 * <p>With the matte they give the photograph again, {@code alpha * foreground + (1 - alpha) *
 * background}: on average over pictures to within one step of 8 bits. The fine detail of a matte,
 * such as dense hair, is the exception, as the method prefers smooth colours where alpha changes
 * from pixel to pixel. Where a layer is hidden, its colours are a smooth continuation of those
 * around.
 *
 * @since 0.1
 */
public final class EstimatedLayers {
  private final RgbImage foreground;
  private final RgbImage background;

  EstimatedLayers(RgbImage foreground, RgbImage background) {
    this.foreground = foreground;
    this.background = background;
  }

  /**
   * The colours of the object.
   *
   * @return an image of the photograph's size and bit depth, not multiplied with alpha
   */
  public RgbImage foreground() {
    return foreground;
  }

  /**
   * The colours of what is behind the object.
   *
   * @return an image of the photograph's size and bit depth
   */
  public RgbImage background() {
    return background;
  }
}
