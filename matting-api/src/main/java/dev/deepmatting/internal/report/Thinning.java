package dev.deepmatting.internal.report;

import java.util.List;

/** Which of many points in time stay, spread evenly. */
final class Thinning {
  private Thinning() {}

  /**
   * Returns the point that is missed least: the one whose neighbours lie closest together. The
   * first and the last are never it.
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
