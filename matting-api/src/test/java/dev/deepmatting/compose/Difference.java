package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/** How far two pictures lie apart, where a weight is. */
record Difference(double mean, double largest) {
  /** What a pixel counts, by its alpha. */
  @FunctionalInterface
  interface Weight {
    double of(double alpha);
  }

  static Difference of(RgbImage one, RgbImage other) {
    return of(one, other, null, alpha -> 1);
  }

  static Difference of(RgbImage one, RgbImage other, AlphaMatte alpha, Weight weight) {
    double sum = 0;
    double weights = 0;
    double largest = 0;
    for (int y = 0; y < one.height(); y++) {
      for (int x = 0; x < one.width(); x++) {
        double counts = weight.of(alpha == null ? 1 : alpha.alphaAt(x, y));
        for (int channel = 0; channel < 3; channel++) {
          double apart = Math.abs(one.sample(x, y, channel) - other.sample(x, y, channel));
          sum += counts * apart;
          weights += counts;
          largest = counts > 0 ? Math.max(largest, apart) : largest;
        }
      }
    }
    return new Difference(sum / weights, largest);
  }
}
