package dev.deepmatting.internal.pixel;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/**
 * A source of samples, read piece by piece: large images are never converted to floats as a whole.
 */
record PixelSource(int width, int height, int channels, RegionReader reader) {
  static PixelSource of(RgbImage image) {
    return new PixelSource(image.width(), image.height(), Raster.COLOURS, image::readRegion);
  }

  static PixelSource of(AlphaMatte matte) {
    return new PixelSource(matte.width(), matte.height(), 1, matte::readRegion);
  }

  /** Returns premultiplied colours. */
  static PixelSource premultiplied(RgbImage image, AlphaMatte alpha) {
    return new PixelSource(
        image.width(),
        image.height(),
        Raster.COLOURS,
        (x, y, width, height, target) -> {
          float[] opacity = new float[width * height];
          image.readRegion(x, y, width, height, target);
          alpha.readRegion(x, y, width, height, opacity);
          for (int i = 0; i < Raster.COLOURS * opacity.length; i++) {
            target[i] *= opacity[i / Raster.COLOURS];
          }
        });
  }

  /** Copies a rectangle inside the source. */
  void read(int x, int y, int regionWidth, int regionHeight, float[] target) {
    reader.read(x, y, regionWidth, regionHeight, target);
  }

  interface RegionReader {
    void read(int x, int y, int regionWidth, int regionHeight, float[] target);
  }
}
