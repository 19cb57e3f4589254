package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Hsv;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Raster;
import dev.deepmatting.internal.pixel.Resampler;

/**
 * A foreground at a sample's size.
 *
 * @param colours three channels, not premultiplied
 * @param alpha one channel
 */
record ObjectLayer(Raster colours, Raster alpha) {
  private static final int CHANNELS = 3;

  /** Returns a foreground unchanged. */
  static ObjectLayer of(Foreground foreground) {
    AlphaMatte matte = foreground.alpha();
    Raster alpha = new Raster(matte.width(), matte.height(), 1);
    matte.readRegion(0, 0, matte.width(), matte.height(), alpha.values());
    return new ObjectLayer(Raster.of(foreground.colours()), alpha);
  }

  static ObjectLayer of(
      Foreground foreground, Affine toForeground, int width, int height, Kernel kernel) {
    return new ObjectLayer(
        Resampler.colours(
            foreground.colours(), foreground.alpha(), toForeground, width, height, kernel),
        Resampler.alpha(
            foreground.alpha(), toForeground, width, height, withoutNegativeWeights(kernel)));
  }

  /**
   * Returns a kernel without negative weights: next to thin strands alpha would fall below 0, and
   * clamping it would thicken them.
   */
  private static Kernel withoutNegativeWeights(Kernel kernel) {
    return kernel == Kernel.AREA ? Kernel.AREA : Kernel.BILINEAR;
  }

  /**
   * Combines both into one object: alpha = 1 - (1 - a)(1 - b), and colours with the same composite.
   */
  ObjectLayer over(ObjectLayer under) {
    float[] front = alpha.values();
    float[] back = under.alpha.values();
    Raster mergedColours = new Raster(colours.width(), colours.height(), CHANNELS);
    Raster mergedAlpha = new Raster(colours.width(), colours.height(), 1);
    for (int i = 0; i < front.length; i++) {
      float rest = (1 - front[i]) * back[i];
      float both = front[i] + rest;
      mergedAlpha.values()[i] = both;
      float share = both > 0 ? front[i] / both : 1;
      for (int at = CHANNELS * i; at < CHANNELS * (i + 1); at++) {
        mergedColours.values()[at] =
            share * colours.values()[at] + (1 - share) * under.colours.values()[at];
      }
    }
    return new ObjectLayer(mergedColours, mergedAlpha);
  }

  /** Returns whether its trimap has unknown pixels. */
  boolean hasAnEdge() {
    boolean background = false;
    boolean foreground = false;
    for (float value : alpha.values()) {
      long rounded = Math.round(value * 255.0);
      background |= rounded < 255;
      foreground |= rounded > 0;
    }
    return background && foreground;
  }

  /** Changes the colours in place. */
  void jitter(ColourJitter jitter, SampleRandom random) {
    if (jitter.equals(ColourJitter.NONE)) {
      return;
    }
    double hue = random.uniform(-jitter.hueDegrees(), jitter.hueDegrees());
    double saturation = jitter.strength() * (1.1 - Hsv.meanSaturation(colours, alpha));
    double value = jitter.strength() * (1.1 - Hsv.meanValue(colours, alpha));
    Hsv.shift(colours, hue, random.uniform(-saturation, saturation), random.uniform(-value, value));
  }
}
