package dev.deepmatting.internal.report;

import java.util.List;

/** Selects which of many points in time stay, evenly spread. */
final class Thinning {
  private Thinning() {}

  /**
   * Returns the most dispensable point: the one whose neighbours are closest together, never the
   * first or the last.
   *
   * @param steps rising, at least three
   * @return an index
   */
  static int leastMissed(List<Long> steps) {
    int least = 1;
    for (int i = 2; i < steps.size() - 1; i++) {
      if (gap(steps, i) < gap(steps, least)) {
        least = i;
      }
    }
    return least;
  }

  private static long gap(List<Long> steps, int without) {
    return steps.get(without + 1) - steps.get(without - 1);
  }
}
