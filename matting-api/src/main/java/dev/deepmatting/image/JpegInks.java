package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** Converts a JPEG picture's cyan, magenta, yellow and black by its profile. */
final class JpegInks {
  static final int BANDS = 4;

  private static final int COLOURS = 3;
  private static final int MAXIMUM = 255;

  private JpegInks() {}

  /**
   * Converts samples as stored in the file: inverted, as Adobe's and nearly all other programs
   * write them.
   *
   * @param luma whether the first three are luma and chroma of the inks
   */
  static BufferedImage convert(Raster stored, boolean luma, SrgbConversion conversion) {
    int width = stored.getWidth();
    BufferedImage image = PlainImage.blank(width, stored.getHeight(), false, false, MAXIMUM);
    TiffLuma table = TiffLuma.usual();
    int[] inks = new int[width * BANDS];
    int[] colours = new int[width * COLOURS];
    for (int y = 0; y < stored.getHeight(); y++) {
      stored.getPixels(0, y, width, 1, inks);
      for (int at = 0; at < inks.length; at += BANDS) {
        if (luma) {
          table.convert(inks, at, MAXIMUM, inks, at);
        }
        for (int ink = luma ? COLOURS : 0; ink < BANDS; ink++) {
          inks[at + ink] = MAXIMUM - inks[at + ink];
        }
      }
      conversion.apply(inks, BANDS, width, MAXIMUM, colours, COLOURS);
      image.getRaster().setPixels(0, y, width, 1, colours);
    }
    return image;
  }
}
