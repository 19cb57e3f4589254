package dev.deepmatting.compose;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Rounds samples half up into the rows of a new image. */
final class PixelTarget {
  private static final int COLOURS = PlacedImage.COLOURS;
  private static final int WIDE = 16;

  private final BufferedImage image;
  private final boolean opaque;
  private final boolean wide;

  PixelTarget(int width, int height, boolean opaque, int bitDepth) {
    this.opaque = opaque;
    wide = bitDepth == WIDE;
    image = wide ? wideImage(width, height, opaque) : narrowImage(width, height, opaque);
  }

  BufferedImage image() {
    return image;
  }

  /** Writes all the rows that the samples cover. */
  void write(int top, float[] colours, float[] opacity) {
    int width = image.getWidth();
    int rows = opacity.length / width;
    Object samples = wide ? wideSamples(colours, opacity) : narrowSamples(colours, opacity);
    image.getRaster().setDataElements(0, top, width, rows, samples);
  }

  private int[] narrowSamples(float[] colours, float[] opacity) {
    int[] pixels = new int[opacity.length];
    for (int i = 0, at = 0; i < pixels.length; i++, at += COLOURS) {
      int alpha = opaque ? 0 : level8(opacity[i]);
      pixels[i] =
          alpha << 24
              | level8(colours[at]) << 16
              | level8(colours[at + 1]) << 8
              | level8(colours[at + 2]);
    }
    return pixels;
  }

  private short[] wideSamples(float[] colours, float[] opacity) {
    int bands = opaque ? COLOURS : COLOURS + 1;
    short[] samples = new short[bands * opacity.length];
    for (int i = 0, at = 0, from = 0; i < opacity.length; i++) {
      for (int channel = 0; channel < COLOURS; channel++) {
        samples[at++] = level16(colours[from++]);
      }
      if (!opaque) {
        samples[at++] = level16(opacity[i]);
      }
    }
    return samples;
  }

  private static int level8(float value) {
    return (int) (value * 255 + 0.5f);
  }

  private static short level16(float value) {
    return (short) (int) (value * 65_535.0 + 0.5);
  }

  private static BufferedImage narrowImage(int width, int height, boolean opaque) {
    int type = opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
    return new BufferedImage(width, height, type);
  }

  private static BufferedImage wideImage(int width, int height, boolean opaque) {
    int bands = opaque ? COLOURS : COLOURS + 1;
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, width, height, bands, null);
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            !opaque,
            false,
            opaque ? Transparency.OPAQUE : Transparency.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    return new BufferedImage(model, raster, false, null);
  }
}
