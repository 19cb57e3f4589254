package dev.deepmatting.batch;

import java.util.ArrayList;
import java.util.List;

/** Counts outcomes on the thread of a run. */
final class Tally {
  private static final double PIXELS = 1e6;
  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();
  private final List<FailedPair> failures = new ArrayList<>();
  private int predicted;
  private int skipped;
  private long pixels;

  void add(PairOutcome outcome) {
    if (outcome instanceof PairOutcome.Predicted done) {
      predicted++;
      pixels += done.pixels();
    } else if (outcome instanceof PairOutcome.Skipped) {
      skipped++;
    } else if (outcome instanceof PairOutcome.Failed failed) {
      failures.add(failed.failure());
    }
  }

  /** What is left of so many pairs is not done. */
  BatchSummary summary(int pairs, List<String> unmatched) {
    return new BatchSummary(
        predicted,
        skipped,
        failures,
        unmatched,
        pairs - predicted - skipped - failures.size(),
        pixels / PIXELS,
        (System.nanoTime() - start) / NANOS);
  }
}
