package dev.deepmatting.pixel;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/**
 * Where samples come from, piece by piece: large images are never turned into floats as a whole.
 */
record PixelSource(int width, int height, int channels, RegionReader reader) {
  static PixelSource of(RgbImage image) {
    return new PixelSource(image.width(), image.height(), Raster.COLOURS, image::readRegion);
  }

  static PixelSource of(AlphaMatte matte) {
    return new PixelSource(matte.width(), matte.height(), 1, matte::readRegion);
  }

  /** Colours multiplied with alpha, then alpha. */
  static PixelSource premultiplied(RgbImage image, AlphaMatte alpha) {
    int channels = Raster.COLOURS + 1;
    return new PixelSource(
        image.width(),
        image.height(),
        channels,
        (x, y, width, height, target) -> {
          int pixels = width * height;
          float[] colours = new float[Raster.COLOURS * pixels];
          float[] opacity = new float[pixels];
          image.readRegion(x, y, width, height, colours);
          alpha.readRegion(x, y, width, height, opacity);
          for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < Raster.COLOURS; channel++) {
              target[channels * i + channel] = opacity[i] * colours[Raster.COLOURS * i + channel];
            }
            target[channels * i + Raster.COLOURS] = opacity[i];
          }
        });
  }

  /** Copies a rectangle that lies inside. */
  void read(int x, int y, int regionWidth, int regionHeight, float[] target) {
    reader.read(x, y, regionWidth, regionHeight, target);
  }

  interface RegionReader {
    void read(int x, int y, int regionWidth, int regionHeight, float[] target);
  }
}
