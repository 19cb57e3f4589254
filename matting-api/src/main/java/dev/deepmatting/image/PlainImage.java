package dev.deepmatting.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Converts any image to the one form that encoders receive: interleaved, not premultiplied. */
final class PlainImage {
  private static final int MAX_8 = 255;
  private static final int MAX_16 = 65_535;
  private static final int COLOURS = 3;

  private PlainImage() {}

  /** A copy in sRGB or gray, with 8 or 16 bits per sample like the source. */
  static BufferedImage of(BufferedImage image) {
    PixelRows rows = PixelRows.of(image);
    return copy(rows, image, isGray(image), rows.maximum());
  }

  /** A copy with the source's red, green and blue samples, declared to be sRGB. */
  static BufferedImage samplesOf(BufferedImage image) {
    PixelRows rows = PixelRows.samplesOf(image);
    return copy(rows, image, false, rows.maximum());
  }

  /** A copy in sRGB or gray, with 8 bits per sample. */
  static BufferedImage of8(BufferedImage image) {
    return copy(PixelRows.of(image), image, isGray(image), MAX_8);
  }

  /** A copy in sRGB, with 8 bits per sample. */
  static BufferedImage colours8(BufferedImage image) {
    return copy(PixelRows.of(image), image, false, MAX_8);
  }

  private static boolean isGray(BufferedImage image) {
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private static BufferedImage copy(
      PixelRows rows, BufferedImage image, boolean gray, int maximum) {
    boolean alpha = image.getColorModel().hasAlpha();
    BufferedImage result = blank(image.getWidth(), image.getHeight(), gray, alpha, maximum);
    WritableRaster raster = result.getRaster();
    int colours = gray ? 1 : COLOURS;
    int bands = raster.getNumBands();
    int[] samples = new int[bands * Math.min(image.getWidth(), PixelRows.PIECE)];
    rows.forEachPiece(
        (x, y, count, rgba) -> {
          for (int i = 0; i < count; i++) {
            int from = i * PixelRows.CHANNELS;
            for (int band = 0; band < bands; band++) {
              int channel = band < colours ? band : PixelRows.CHANNELS - 1;
              samples[i * bands + band] = level(rgba[from + channel], rows.maximum(), maximum);
            }
          }
          raster.setPixels(x, y, count, 1, samples);
        });
    return result;
  }

  private static int level(int sample, int from, int to) {
    return from == to ? sample : (sample * MAX_8 + MAX_16 / 2) / MAX_16;
  }

  /** The premultiplied colour model of such an image. */
  static ColorModel premultipliedModel(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return new ComponentColorModel(
        model.getColorSpace(), true, true, Transparency.TRANSLUCENT, model.getTransferType());
  }

  /** An empty image of this form. */
  static BufferedImage blank(int width, int height, boolean gray, boolean alpha, int maximum) {
    int type = maximum == MAX_8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    int bands = (gray ? 1 : COLOURS) + (alpha ? 1 : 0);
    ColorSpace space = ColorSpace.getInstance(gray ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    int transparency = alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE;
    WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
    ComponentColorModel model = new ComponentColorModel(space, alpha, false, transparency, type);
    return new BufferedImage(model, raster, false, null);
  }
}
