package dev.deepmatting.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Steps from left to right.
 *
 * @param from the step at the left edge
 * @param to the step at the right edge, more than that
 */
record StepAxis(long from, long to) {
  /** The number of columns in which a curve is drawn. */
  static final int COLUMNS = 800;

  private static final int MOST_INTERVALS = 5;

  static StepAxis of(long from, long to) {
    return new StepAxis(from, Math.max(from + 1, to));
  }

  /** Returns 0 at the left to 1 at the right. */
  double share(double step) {
    return Math.max(0, Math.min(1, (step - from) / (to - from)));
  }

  double x(double step) {
    return COLUMNS * share(step);
  }

  /** Returns a position in per cent, independent of the drawing's size. */
  String percent(double step) {
    return percentOf(share(step));
  }

  static String percentOf(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  /** Merges buckets to at most one for each column of the drawing. */
  List<Bucket> columns(List<Bucket> buckets) {
    return Curve.merged(buckets, bucket -> Math.min(COLUMNS - 1, (long) x(bucket.middle())));
  }

  /** Returns round numbers, no more than fit on a phone. */
  List<Long> ticks() {
    long pitch = 1;
    for (long next = 1; (to - from) / pitch > MOST_INTERVALS; ) {
      String digits = Long.toString(next);
      pitch = next;
      next = digits.charAt(0) == '2' ? next / 2 * 5 : next * 2;
    }
    List<Long> ticks = new ArrayList<>();
    for (long tick = (from + pitch - 1) / pitch * pitch; tick <= to; tick += pitch) {
      ticks.add(tick);
    }
    return ticks;
  }
}
