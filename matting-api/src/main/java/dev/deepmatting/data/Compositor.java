package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.internal.colour.LightCurve;

/**
 * Composites a foreground over a background.
 *
 * @since 0.1
 */
public final class Compositor {
  private static final int CHANNELS = 3;
  private static final float[] LIGHT = light();

  private Compositor() {}

  /**
   * Composes by the matting equation, alpha * foreground + (1 - alpha) * background, on unconverted
   * sRGB samples, as in data sets and published losses, in 8 bits.
   *
   * @param foreground pure colours
   * @param alpha the matte, of the same size; counts as its nearest multiple of 1/255
   * @param background the surroundings, of the same size
   * @return the composite, 8 bits, rounded half up
   * @throws InvalidInputException if the sizes differ
   */
  public static RgbImage compose(RgbImage foreground, AlphaMatte alpha, RgbImage background) {
    return compose(foreground, alpha, background, Compositor::mix);
  }

  /** Composes in linear light, like a lens; see {@link LightCurve}. */
  static RgbImage composeLight(RgbImage foreground, AlphaMatte alpha, RgbImage background) {
    return compose(foreground, alpha, background, Compositor::mixLight);
  }

  /** Mixes two samples of 0 to 255 by an alpha of 0 to 255. */
  @FunctionalInterface
  private interface Mixing {
    int mix(int alpha, int front, int back);
  }

  private static int mix(int alpha, int front, int back) {
    return (2 * (alpha * front + (255 - alpha) * back) + 255) / 510;
  }

  private static int mixLight(int alpha, int front, int back) {
    float light = LIGHT[back] + alpha / 255f * (LIGHT[front] - LIGHT[back]);
    return (int) (255 * LightCurve.toSample(light) + 0.5f);
  }

  private static float[] light() {
    float[] light = new float[256];
    for (int sample = 0; sample < light.length; sample++) {
      light[sample] = LightCurve.toLinear(sample / 255f);
    }
    return light;
  }

  private static RgbImage compose(
      RgbImage foreground, AlphaMatte alpha, RgbImage background, Mixing mixing) {
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
          merged[at] = (byte) mixing.mix(a, front, back);
        }
      }
    }
    return RgbImage.of8(width, alpha.height(), merged);
  }
}
