package dev.deepmatting.internal.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A quantity over ascending steps, in bounded memory: neighbours share a bucket, whose width
 * doubles when there are too many. Extremes and means stay exact.
 */
final class Curve {
  static final int MOST_BUCKETS = 1024;

  private List<Bucket> buckets = new ArrayList<>();
  private long width = 1;

  /**
   * Adds a value; if a step is measured twice, the later value counts, as long as the step has its
   * own bucket.
   */
  void add(long step, double value, double weight) {
    Bucket added = Bucket.of(step, value, weight);
    int end = buckets.size() - 1;
    if (end >= 0 && buckets.get(end).isOnlyStep(step)) {
      buckets.set(end, added);
    } else if (end >= 0 && buckets.get(end).first() / width == step / width) {
      buckets.set(end, buckets.get(end).and(added));
    } else {
      buckets.add(added);
    }
    if (buckets.size() > MOST_BUCKETS) {
      width *= 2;
      buckets = merged(buckets, bucket -> bucket.first() / width);
    }
  }

  List<Bucket> buckets() {
    return Collections.unmodifiableList(buckets);
  }

  /** Merges neighbours with the same position. */
  static List<Bucket> merged(List<Bucket> buckets, ToLongFunction<Bucket> place) {
    List<Bucket> merged = new ArrayList<>();
    long before = 0;
    for (Bucket bucket : buckets) {
      long at = place.applyAsLong(bucket);
      int end = merged.size() - 1;
      if (end >= 0 && at == before) {
        merged.set(end, merged.get(end).and(bucket));
      } else {
        merged.add(bucket);
      }
      before = at;
    }
    return merged;
  }
}
