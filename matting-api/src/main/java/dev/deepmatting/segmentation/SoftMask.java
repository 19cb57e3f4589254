package dev.deepmatting.segmentation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;

/**
 * A mask at the network's size.
 *
 * @param width pixels per row
 * @param height rows
 * @param values 0 to 1, row-major
 */
record SoftMask(int width, int height, float[] values) {
  AlphaMatte enlargedTo(int toWidth, int toHeight) {
    AlphaMatte mask = AlphaMatte.of(width, height, values);
    if (width == toWidth && height == toHeight) {
      return mask;
    }
    Affine map = Affine.scaling(width / (double) toWidth, height / (double) toHeight);
    // Not rounded to 8 bits: how soft the mask is decides about the band.
    float[] enlarged = Resampler.alpha(mask, map, toWidth, toHeight, Kernel.BILINEAR).values();
    return AlphaMatte.of(toWidth, toHeight, enlarged);
  }
}
