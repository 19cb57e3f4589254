package dev.deepmatting.dl4j.fuzz;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * Pixels in memory of any kind that Java has, from bytes: the kind, the width, then samples. What
 * is missing is zero.
 */
final class PixelText {
  private static final int HEADER = 2;
  private static final int LONGEST_SIDE = 64;
  private static final int PALETTE = 16;
  private static final int BITS_PER_BYTE = 8;

  private PixelText() {}

  static BufferedImage image(byte[] content) {
    int width = 1 + (content.length > 1 ? content[1] & LONGEST_SIDE - 1 : 0);
    int samples = Math.max(1, content.length - HEADER);
    BufferedImage image = blank(content, width, Math.min(LONGEST_SIDE, 1 + samples / width));
    WritableRaster raster = image.getRaster();
    int at = HEADER;
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < raster.getNumBands(); band++, at++) {
          int bits = raster.getSampleModel().getSampleSize(band);
          int value = at < content.length ? content[at] & 0xff : 0;
          raster.setSample(
              x, y, band, bits > BITS_PER_BYTE ? value * 257 : value & (1 << bits) - 1);
        }
      }
    }
    return image;
  }

  /** The kinds above those of {@link BufferedImage} are gray and colour of 16 bits with opacity. */
  private static BufferedImage blank(byte[] content, int width, int height) {
    return switch (content[0]) {
      case BufferedImage.TYPE_CUSTOM -> deep(ColorSpace.CS_GRAY, width, height);
      case BufferedImage.TYPE_BYTE_BINARY + 2 -> deep(ColorSpace.CS_sRGB, width, height);
      case BufferedImage.TYPE_BYTE_INDEXED -> indexed(content, width, height);
      default -> new BufferedImage(width, height, 1 + content[0] % BufferedImage.TYPE_BYTE_BINARY);
    };
  }

  private static BufferedImage deep(int space, int width, int height) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            true,
            false,
            java.awt.Transparency.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    return new BufferedImage(
        model, model.createCompatibleWritableRaster(width, height), false, null);
  }

  /** Its palette is the first samples, of four bytes each. */
  private static BufferedImage indexed(byte[] content, int width, int height) {
    byte[][] channels = new byte[4][PALETTE];
    for (int i = 0; i < PALETTE * channels.length && HEADER + i < content.length; i++) {
      channels[i % channels.length][i / channels.length] = content[HEADER + i];
    }
    IndexColorModel model =
        new IndexColorModel(4, PALETTE, channels[0], channels[1], channels[2], channels[3]);
    return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, model);
  }
}
