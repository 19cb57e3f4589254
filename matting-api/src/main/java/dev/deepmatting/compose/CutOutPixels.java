package dev.deepmatting.compose;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

/** Converts a cut-out to a Java image. */
final class CutOutPixels {
  private static final int RGBA = 4;
  private static final float MAXIMUM_16 = 65535f;

  private CutOutPixels() {}

  static BufferedImage straight(CutOut cutOut) {
    return argb(
        cutOut,
        BufferedImage.TYPE_INT_ARGB,
        (x, y, channel, opacity) -> cutOut.foreground().sample8(x, y, channel));
  }

  static BufferedImage premultiplied(CutOut cutOut) {
    return argb(
        cutOut,
        BufferedImage.TYPE_INT_ARGB_PRE,
        (x, y, channel, opacity) ->
            Math.round(cutOut.foreground().sample(x, y, channel) * opacity));
  }

  static BufferedImage straight16(CutOut cutOut) {
    ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(
            space, true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_USHORT);
    int width = cutOut.width();
    WritableRaster raster = model.createCompatibleWritableRaster(width, cutOut.height());
    float[] colours = new float[SweptRow.CHANNELS * width];
    float[] alpha = new float[width];
    short[] row = new short[RGBA * width];
    for (int y = 0; y < cutOut.height(); y++) {
      cutOut.foreground().readRow(y, colours);
      cutOut.alpha().readRow(y, alpha);
      for (int x = 0, to = 0, from = 0; x < width; x++) {
        for (int channel = 0; channel < SweptRow.CHANNELS; channel++) {
          row[to++] = wide(colours[from++]);
        }
        row[to++] = wide(alpha[x]);
      }
      raster.setDataElements(0, y, width, 1, row);
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static short wide(float value) {
    return (short) Math.round(value * MAXIMUM_16);
  }

  /** One sample of 8 bits. */
  @FunctionalInterface
  private interface Sample {
    int at(int x, int y, int channel, int opacity);
  }

  private static BufferedImage argb(CutOut cutOut, int type, Sample sample) {
    int width = cutOut.width();
    BufferedImage result = new BufferedImage(width, cutOut.height(), type);
    int[] row = new int[width];
    byte[] opacity = new byte[width];
    for (int y = 0; y < cutOut.height(); y++) {
      cutOut.alpha().readRow8(y, opacity);
      for (int x = 0; x < width; x++) {
        int a = opacity[x] & 0xff;
        row[x] =
            a << 24
                | sample.at(x, y, 0, a) << 16
                | sample.at(x, y, 1, a) << 8
                | sample.at(x, y, 2, a);
      }
      result.getRaster().setDataElements(0, y, width, 1, row);
    }
    return result;
  }
}
