package dev.deepmatting.propagation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;

/**
 * How far two mattes are apart over the unknown pixels of a trimap.
 *
 * @param mean the mean distance
 * @param largest the largest
 */
record Difference(double mean, double largest) {
  static Difference of(AlphaMatte one, AlphaMatte other, Trimap trimap) {
    double sum = 0;
    double largest = 0;
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        if (trimap.isUnknown(x, y)) {
          double distance = Math.abs((double) one.alphaAt(x, y) - other.alphaAt(x, y));
          sum += distance;
          largest = Math.max(largest, distance);
        }
      }
    }
    return new Difference(sum / Math.max(1, trimap.unknownCount()), largest);
  }
}
