package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/**
 * How far the edge of a mask can be trusted, pixel by pixel; see {@link Trimaps#fromMask}.
 * Immutable.
 */
final class EdgeDoubt {
  /** The number of levels of doubt above none. */
  static final int LEVELS = 3;

  private static final int SMALLEST_REACH = 3;
  private static final int LARGEST_REACH = 8;
  private static final float EDGE = 0.5f;

  /** Mean softness up to this is anti-aliasing; from the second value on, doubt is complete. */
  private static final double SHARP = 0.15;

  private static final double SOFT = 0.5;

  /** The edge's length relative to a straight line's. */
  private static final double SMOOTH = 1.25;

  private static final double RAGGED = 2.5;

  /** From this difference of the mean colours on, 0 to 1.73, an edge is clear. */
  private static final double CLEAR = 0.1;

  private static final double MAX_8 = 255;
  private static final int CHANNELS = 3;

  private final RgbImage image;
  private final float[] mask;
  private final int width;
  private final int height;
  private final int reach;

  EdgeDoubt(RgbImage image, AlphaMatte mask, double band) {
    this.image = image;
    this.mask = mask.toFloatArray();
    width = mask.width();
    height = mask.height();
    reach = (int) Math.max(SMALLEST_REACH, Math.min(LARGEST_REACH, Math.round(band)));
  }

  /** Returns the level, from 0, none, to {@link #LEVELS}. */
  int level(int x, int y) {
    int left = Math.max(0, x - reach);
    int right = Math.min(width - 1, x + reach);
    int top = Math.max(0, y - reach);
    int bottom = Math.min(height - 1, y + reach);
    double doubt = Math.max(shape(left, right, top, bottom), faintness(left, right, top, bottom));
    return (int) Math.round(LEVELS * doubt);
  }

  /** Returns the larger one of softness and raggedness. */
  private double shape(int left, int right, int top, int bottom) {
    double soft = 0;
    int across = 0;
    int down = 0;
    for (int y = top; y <= bottom; y++) {
      for (int x = left, at = y * width + left; x <= right; x++, at++) {
        soft += 1 - Math.abs(2 * mask[at] - 1);
        boolean inside = mask[at] >= EDGE;
        across += x < right && inside != mask[at + 1] >= EDGE ? 1 : 0;
        down += y < bottom && inside != mask[at + width] >= EDGE ? 1 : 0;
      }
    }
    int side = Math.max(right - left, bottom - top) + 1;
    double softness = ramp(soft / ((right - left + 1) * (bottom - top + 1)), SHARP, SOFT);
    // A straight line crosses each row or each column of the square once, whatever its slope.
    return Math.max(softness, ramp(Math.max(across, down) / (double) side, SMOOTH, RAGGED));
  }

  private double faintness(int left, int right, int top, int bottom) {
    long[] inside = new long[CHANNELS + 1];
    long[] outside = new long[CHANNELS + 1];
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        long[] side = mask[y * width + x] >= EDGE ? inside : outside;
        side[CHANNELS]++;
        for (int channel = 0; channel < CHANNELS; channel++) {
          side[channel] += image.sample8(x, y, channel);
        }
      }
    }
    if (inside[CHANNELS] == 0 || outside[CHANNELS] == 0) {
      // A soft pixel so far from the other side that only softness counts.
      return 0;
    }
    double squares = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      double mean = (double) inside[channel] / inside[CHANNELS];
      double other = (double) outside[channel] / outside[CHANNELS];
      squares += (mean - other) * (mean - other);
    }
    return 1 - ramp(Math.sqrt(squares) / MAX_8, 0, CLEAR);
  }

  /** Returns 0 up to the first value, 1 from the second on, linear between. */
  private static double ramp(double value, double from, double to) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }
}
