package dev.deepmatting.metrics;

import dev.deepmatting.image.Trimap;
import java.util.Arrays;

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
