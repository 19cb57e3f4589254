package dev.deepmatting.internal.report;

/**
 * The values of neighbouring steps. Immutable.
 *
 * @param first the first step
 * @param last the last step
 * @param min the least value
 * @param max the greatest value
 * @param sum of the values times their weights
 * @param weight the sum of the weights, more than 0
 */
record Bucket(long first, long last, double min, double max, double sum, double weight) {
  static Bucket of(long step, double value, double weight) {
    return new Bucket(step, step, value, value, weight * value, weight);
  }

  double mean() {
    // Rounding must not carry the mean of equal values past them.
    return Math.max(min, Math.min(max, sum / weight));
  }

  double middle() {
    return (first + last) / 2.0;
  }

  boolean isOnlyStep(long step) {
    return first == step && last == step;
  }

  Bucket and(Bucket later) {
    return new Bucket(
        first,
        later.last,
        Math.min(min, later.min),
        Math.max(max, later.max),
        sum + later.sum,
        weight + later.weight);
  }
}
