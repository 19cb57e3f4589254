package dev.deepmatting.image;

import java.io.IOException;

/**
 * Converts luma and chroma to red, green and blue (TIFF 6.0, section 21) with the integers of
 * libtiff (TIFFYCbCrToRGBInit in tif_color.c) or, after JPEG, of libjpeg (jdcolor.c); both agree
 * for the usual range and weights.
 */
final class TiffLuma {
  private static final int COEFFICIENTS = 529;
  private static final int REFERENCE = 532;
  private static final int SHIFT = 16;
  private static final int HALF = 1 << (SHIFT - 1);
  private static final int LEVELS = 256;
  private static final int CENTRE = 128;

  private static final double[] USUAL_WEIGHTS = {0.299, 0.587, 0.114};
  private static final double[] USUAL_RANGE = {0, 255, 128, 255, 128, 255};

  private final int[] red = new int[LEVELS];
  private final int[] greenOfRed = new int[LEVELS];
  private final int[] greenOfBlue = new int[LEVELS];
  private final int[] blue = new int[LEVELS];
  private final int[] light = new int[LEVELS];

  private TiffLuma(double[] weights, double[] range) {
    float redSpan = (float) (2 - 2 * weights[0]);
    float blueSpan = (float) (2 - 2 * weights[2]);
    int ofRed = fixed(redSpan);
    int greenRed = -fixed((float) (weights[0] * redSpan / weights[1]));
    int ofBlue = fixed(blueSpan);
    int greenBlue = -fixed((float) (weights[2] * blueSpan / weights[1]));
    for (int i = 0; i < LEVELS; i++) {
      int chromaRed = level(i - CENTRE, range[4] - CENTRE, range[5] - CENTRE, 127);
      int chromaBlue = level(i - CENTRE, range[2] - CENTRE, range[3] - CENTRE, 127);
      red[i] = ofRed * chromaRed + HALF >> SHIFT;
      blue[i] = ofBlue * chromaBlue + HALF >> SHIFT;
      greenOfRed[i] = greenRed * chromaRed;
      greenOfBlue[i] = greenBlue * chromaBlue + HALF;
      light[i] = level(i, range[0], range[1], 255);
    }
  }

  /** Returns the conversion that JPEG files use. */
  static TiffLuma usual() {
    return new TiffLuma(USUAL_WEIGHTS, USUAL_RANGE);
  }

  static TiffLuma of(TiffLayout layout) throws IOException {
    double[] weights = layout.directory().fractions(COEFFICIENTS, 3);
    double[] range = layout.directory().fractions(REFERENCE, 6);
    boolean usual = layout.compression == TiffLayout.JPEG;
    return new TiffLuma(
        usual || weights.length == 0 || !(weights[1] > 0) ? USUAL_WEIGHTS : weights,
        usual || range.length == 0 ? USUAL_RANGE : range);
  }

  private static int fixed(float value) {
    return (int) (value * (1 << SHIFT) + 0.5);
  }

  private static int level(int code, double black, double white, int span) {
    float width = (float) (white - black);
    return (int) ((code - (int) black) * (float) span / (width == 0 ? 1 : width));
  }

  /** Converts a pixel with samples of 0 to highest; the result is 0 to 255 or 65535. */
  void convert(int[] samples, int from, int highest, int[] target, int to) {
    if (highest < LEVELS) {
      int y = light[samples[from]];
      int b = samples[from + 1];
      int r = samples[from + 2];
      target[to] = clamp(y + red[r], LEVELS - 1);
      target[to + 1] = clamp(y + (greenOfBlue[b] + greenOfRed[r] >> SHIFT), LEVELS - 1);
      target[to + 2] = clamp(y + blue[b], LEVELS - 1);
    } else {
      convertWide(samples, from, highest, target, to);
    }
  }

  /** Applies the tables' formula with the usual range, since libtiff lacks this form. */
  private void convertWide(int[] samples, int from, int highest, int[] target, int to) {
    double centre = (highest + 1) / 2.0;
    double b = samples[from + 1] - centre;
    double r = samples[from + 2] - centre;
    double scale = 65_535.0 / highest;
    target[to] = clamp(Math.round(scale * (samples[from] + 1.402 * r)), 65_535);
    target[to + 1] =
        clamp(Math.round(scale * (samples[from] - 0.344136 * b - 0.714136 * r)), 65_535);
    target[to + 2] = clamp(Math.round(scale * (samples[from] + 1.772 * b)), 65_535);
  }

  private static int clamp(long value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
