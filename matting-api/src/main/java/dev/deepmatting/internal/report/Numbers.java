package dev.deepmatting.internal.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as the page prints them. */
final class Numbers {
  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final double LEAST_PLAIN = 1e-3;
  private static final double MOST_PLAIN = 1e5;
  private static final long MINUTE = 60;
  private static final long HOUR = 3600;

  private Numbers() {}

  /** Formats with at most four significant digits. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return Double.isInfinite(value)
        ? "infinite"
        : of(BigDecimal.valueOf(value).round(FOUR_DIGITS).stripTrailingZeros());
  }

  /** Formats with all digits; with a power of ten if it is very small or large. */
  static String of(BigDecimal value) {
    double size = value.abs().doubleValue();
    if (size == 0) {
      return "0";
    }
    if (size >= LEAST_PLAIN && size < MOST_PLAIN) {
      return value.toPlainString();
    }
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a number of things. */
  static String of(long count, String noun) {
    return of(count) + " " + noun + (count == 1 ? "" : "s");
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole >= HOUR) {
      return String.format(Locale.ROOT, "%d h %02d min", whole / HOUR, whole % HOUR / MINUTE);
    }
    return whole >= MINUTE ? whole / MINUTE + " min " + whole % MINUTE + " s" : whole + " s";
  }

  static String bytes(long bytes) {
    double mebibytes = bytes / (double) (1 << 20);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }
}
