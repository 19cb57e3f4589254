package dev.deepmatting.metrics;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.Arrays;

/**
 * A matte in 8 bits, the depth for which the metrics are defined.
 *
 * @param width pixels per row
 * @param height rows
 * @param samples width * height unsigned values, row-major
 */
record GrayPlane(int width, int height, byte[] samples) {
  /** Converts a matte, rounding half up. */
  static GrayPlane of(AlphaMatte matte) {
    int width = matte.width();
    byte[] samples = new byte[width * matte.height()];
    byte[] row = new byte[width];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow8(y, row);
      System.arraycopy(row, 0, samples, y * width, width);
    }
    return new GrayPlane(width, matte.height(), samples);
  }

  /** Returns the smaller of both at each pixel. */
  static GrayPlane minimum(GrayPlane left, GrayPlane right) {
    byte[] samples = new byte[left.samples.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) Math.min(left.at(i), right.at(i));
    }
    return new GrayPlane(left.width, left.height, samples);
  }

  int at(int index) {
    return samples[index] & 0xff;
  }

  /**
   * The pixels that count.
   *
   * @param count how many there are
   * @param mask for each pixel, row-major, whether it is scored
   */
  record ScoredPixels(int count, boolean[] mask) {
    static ScoredPixels all(int pixels) {
      boolean[] mask = new boolean[pixels];
      Arrays.fill(mask, true);
      return new ScoredPixels(pixels, mask);
    }

    static ScoredPixels unknown(Trimap trimap) {
      int width = trimap.width();
      boolean[] mask = new boolean[width * trimap.height()];
      byte[] row = new byte[width];
      for (int y = 0, at = 0; y < trimap.height(); y++) {
        trimap.readRow(y, row);
        for (int x = 0; x < width; x++, at++) {
          mask[at] = (row[x] & 0xff) == Trimap.UNKNOWN;
        }
      }
      return new ScoredPixels((int) trimap.unknownCount(), mask);
    }

    boolean contains(int index) {
      return mask[index];
    }

    boolean anyIn(int from, int to) {
      for (int i = from; i < to; i++) {
        if (mask[i]) {
          return true;
        }
      }
      return false;
    }
  }
}
