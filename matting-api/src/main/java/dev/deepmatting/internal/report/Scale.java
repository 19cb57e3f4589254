package dev.deepmatting.internal.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Values from the bottom to the top of a chart, on a linear or a logarithmic scale.
 *
 * @param low the value at the bottom
 * @param high the value at the top, more than that
 * @param logarithmic whether equal factors are equal distances
 */
record Scale(double low, double high, boolean logarithmic) {
  private static final int INTERVALS = 4;
  private static final double MARGIN = 0.05;
  private static final int MOST_DECADES = 6;

  /** Below this factor, powers of ten alone would be too few ticks. */
  private static final double FEW_DECADES = 100;

  /** Returns a linear scale with margins, whose edges need no particular numbers. */
  static Scale linear(double least, double greatest) {
    // If the values are near 0, including 0 is more useful than more detail.
    double low = least >= 0 && least < greatest / 2 ? 0 : least;
    double range = greatest - low;
    double margin = range > 0 ? MARGIN * range : greatest == 0 ? 1 : Math.abs(greatest) / 2;
    return new Scale(low == 0 ? 0 : Math.max(low - margin, 0), greatest + margin, false);
  }

  /** Returns a logarithmic scale; the values must be above 0. */
  static Scale logarithmic(double least, double greatest) {
    double margin = Math.max(Math.pow(greatest / least, MARGIN), 1.1);
    return new Scale(least / margin, greatest * margin, true);
  }

  /** Returns 0 at the bottom to 1 at the top; values beyond are drawn at the edge. */
  double share(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }

  List<BigDecimal> ticks() {
    return logarithmic ? powers() : multiples();
  }

  private List<BigDecimal> multiples() {
    BigDecimal pitch = pitch((high - low) / INTERVALS);
    List<BigDecimal> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / pitch.doubleValue());
    for (long i = first; i * pitch.doubleValue() <= high; i++) {
      ticks.add(pitch.multiply(BigDecimal.valueOf(i)));
    }
    return ticks;
  }

  /** Returns the round number that is nearest, by its factor. */
  private static BigDecimal pitch(double wanted) {
    int exponent = (int) Math.floor(Math.log10(wanted));
    double leading = wanted / Math.pow(10, exponent);
    int round = leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10;
    return BigDecimal.valueOf(round).scaleByPowerOfTen(exponent);
  }

  private List<BigDecimal> powers() {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    int decades = last - first;
    int every = (decades + MOST_DECADES - 1) / MOST_DECADES;
    List<BigDecimal> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += Math.max(1, every)) {
      for (int leading : high < FEW_DECADES * low ? new int[] {1, 2, 5} : new int[] {1}) {
        BigDecimal tick = BigDecimal.valueOf(leading).scaleByPowerOfTen(exponent);
        if (tick.doubleValue() >= low && tick.doubleValue() <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
