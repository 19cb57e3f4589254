package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Sizes;

/**
 * Lays a foreground over a background.
 *
 * @since 0.1
 */
public final class Compositor {
  private static final int CHANNELS = 3;

  private Compositor() {}

  /**
   * The matting equation: alpha * foreground + (1 - alpha) * background, on the samples as they are
   * (sRGB, as data sets and published losses have it), in 8 bits.
   *
   * @param foreground pure colours
   * @param alpha the matte, of the same size; counts as its nearest multiple of 1/255
   * @param background the surroundings, of the same size
   * @return the composite, 8 bits, halves rounded up
   * @throws InvalidInputException if the sizes differ
   */
  public static RgbImage compose(RgbImage foreground, AlphaMatte alpha, RgbImage background) {
    Sizes.requireSame(
        "foreground",
        foreground.width(),
        foreground.height(),
        "alpha",
        alpha.width(),
        alpha.height());
    Sizes.requireSame(
        "background",
        background.width(),
        background.height(),
        "alpha",
        alpha.width(),
        alpha.height());
    int width = alpha.width();
    byte[] merged = new byte[width * alpha.height() * CHANNELS];
    byte[] opacity = new byte[width];
    for (int y = 0, at = 0; y < alpha.height(); y++) {
      alpha.readRow8(y, opacity);
      for (int x = 0; x < width; x++) {
        int a = opacity[x] & 0xff;
        for (int channel = 0; channel < CHANNELS; channel++, at++) {
          int front = foreground.sample8(x, y, channel);
          int back = background.sample8(x, y, channel);
          merged[at] = (byte) ((2 * (a * front + (255 - a) * back) + 255) / 510);
        }
      }
    }
    return RgbImage.of8(width, alpha.height(), merged);
  }
}
