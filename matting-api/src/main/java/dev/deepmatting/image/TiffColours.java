package dev.deepmatting.image;

import java.io.IOException;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;

/**
 * Converts the samples of a TIFF picture to gray or red, green and blue, and opacity, with the
 * numbers of libtiff's RGBA interface (tif_getimage.c, tif_color.c), except that 16 bits stay 16.
 */
final class TiffColours {
  private static final int MAX_8 = 255;
  private static final int MAX_16 = 65_535;
  private static final int COLOUR_MAP = 320;

  private final TiffLayout layout;
  private final int highest;
  private final int maximum;
  private final @Nullable TiffLuma luma;
  private final @Nullable SrgbConversion inks;
  private final int[] palette;

  /**
   * Prepares the conversion.
   *
   * @param profile of inks; null to convert them by the formula
   */
  TiffColours(TiffLayout layout, byte @Nullable [] profile) throws IOException {
    this.layout = layout;
    highest = (1 << layout.bits) - 1;
    boolean coloured = layout.photometric == TiffLayout.PALETTE;
    maximum = layout.isWide() ? MAX_16 : MAX_8;
    luma = layout.photometric == TiffLayout.YCBCR ? TiffLuma.of(layout) : null;
    inks = layout.photometric == TiffLayout.CMYK ? SrgbConversion.of(profile, 4) : null;
    palette = coloured ? palette() : new int[0];
  }

  /** The value of full intensity: 255, or 65535 if the file has more than 8 bits. */
  int maximum() {
    return maximum;
  }

  boolean isGray() {
    return layout.photometric <= TiffLayout.BLACK_IS_ZERO;
  }

  /** Samples per pixel of the result. */
  int bands() {
    return (isGray() ? 1 : 3) + (layout.alpha ? 1 : 0);
  }

  /**
   * Converts pixels.
   *
   * @param samples all samples of each pixel in the file; overwritten
   * @param count how many pixels
   * @param target receives bands() samples per pixel
   */
  void convert(int[] samples, int count, int[] target) throws IOException {
    int from = layout.samples;
    int to = bands();
    for (int i = 0; i < count; i++) {
      switch (layout.photometric) {
        case TiffLayout.WHITE_IS_ZERO -> target[i * to] = scaled(highest - samples[i * from]);
        case TiffLayout.PALETTE -> look(samples[i * from], target, i * to);
        case TiffLayout.CMYK -> scaleInks(samples, i * from);
        case TiffLayout.YCBCR -> luma(samples, i * from, target, i * to);
        default -> {
          for (int band = 0; band < (isGray() ? 1 : 3); band++) {
            target[i * to + band] = scaled(samples[i * from + band]);
          }
        }
      }
      if (layout.alpha) {
        target[i * to + to - 1] = scaled(samples[i * from + layout.colours()]);
      }
    }
    if (layout.photometric == TiffLayout.CMYK) {
      mix(samples, count, target);
    }
  }

  private int scaled(int sample) {
    return highest == maximum ? sample : (sample * maximum + highest / 2) / highest;
  }

  private void luma(int[] samples, int from, int[] target, int to) {
    if (luma != null) {
      luma.convert(samples, from, highest, target, to);
    }
  }

  private void scaleInks(int[] samples, int at) {
    for (int ink = 0; ink < 4; ink++) {
      samples[at + ink] = scaled(samples[at + ink]);
    }
  }

  private void mix(int[] samples, int count, int[] target) {
    int from = layout.samples;
    int to = bands();
    if (inks != null) {
      inks.apply(samples, from, count, maximum, target, to);
      return;
    }
    for (int i = 0; i < count; i++) {
      long light = maximum - samples[i * from + 3];
      for (int ink = 0; ink < 3; ink++) {
        target[i * to + ink] = (int) (light * (maximum - samples[i * from + ink]) / maximum);
      }
    }
  }

  private void look(int index, int[] target, int to) {
    for (int channel = 0; channel < 3; channel++) {
      target[to + channel] = palette[channel * (highest + 1) + index];
    }
  }

  /** Reads all red, then all green, then all blue values; older programs use 8 of the 16 bits. */
  private int[] palette() throws IOException {
    int count = 3 * (highest + 1);
    long[] map = layout.directory().numbers(COLOUR_MAP, count);
    if (map.length < count) {
      throw new IIOException("TIFF has a palette of " + map.length / 3 + " colours");
    }
    boolean wide = false;
    for (long value : map) {
      wide |= value > MAX_8;
    }
    int[] colours = new int[count];
    for (int i = 0; i < count; i++) {
      colours[i] = (int) (wide ? map[i] >> Byte.SIZE : map[i]) & MAX_8;
    }
    return colours;
  }
}
