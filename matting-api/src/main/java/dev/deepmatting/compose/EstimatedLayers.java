package dev.deepmatting.compose;

import dev.deepmatting.image.RgbImage;

/**
 * The two layers of a photograph: the colours of the object and those of the background, both for
 * every pixel. Immutable and safe to share between threads.
 *
 * <p>With the matte they reproduce the photograph, {@code alpha * foreground + (1 - alpha) *
 * background}, on average over pictures to within one step of 8 bits. Fine detail of a matte, such
 * as dense hair, is the exception, because the method prefers smooth colours where alpha changes
 * from pixel to pixel. Where a layer is hidden, its colours continue those around it smoothly.
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
   * Returns the colours of the object.
   *
   * @return an image of the photograph's size and bit depth, not premultiplied
   */
  public RgbImage foreground() {
    return foreground;
  }

  /**
   * Returns the colours of the background.
   *
   * @return an image of the photograph's size and bit depth
   */
  public RgbImage background() {
    return background;
  }
}
