package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;

/** Smaller copies of large pictures, and masks between their size and the picture's. */
final class ReducedCopy {
  private ReducedCopy() {}

  /** Returns the picture, or a smaller copy whose longer side has the limit. */
  static RgbImage of(RgbImage image, int limit) {
    int longest = Math.max(image.width(), image.height());
    if (longest <= limit) {
      return image;
    }
    int width = side(image.width(), longest, limit);
    int height = side(image.height(), longest, limit);
    Affine map = Affine.scaling(image.width() / (double) width, image.height() / (double) height);
    return Resampler.colours(image, map, width, height, Kernel.AREA).toRgbImage();
  }

  /** Returns the mask at another size, averaged over areas or with its edge as a ramp. */
  static AlphaMatte resized(AlphaMatte mask, int width, int height) {
    if (mask.width() == width && mask.height() == height) {
      return mask;
    }
    Affine map = Affine.scaling(mask.width() / (double) width, mask.height() / (double) height);
    return Resampler.alpha(mask, map, width, height, Kernel.AREA).toAlphaMatte();
  }

  private static int side(int side, int longest, int limit) {
    return Math.max(1, Math.round((float) side * limit / longest));
  }
}
