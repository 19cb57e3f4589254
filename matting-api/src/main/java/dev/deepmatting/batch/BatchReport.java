package dev.deepmatting.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the listener what became of pictures, and counts. What comes from a prediction has a turn
 * of its own: a listener that takes its time over a result, or predicts, must not stop it. All else
 * is for the thread of the run.
 */
final class BatchReport {
  private static final double PIXELS = 1e6;
  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();
  private final BatchListener listener;
  private final List<BatchSummary.Failure> failures = new ArrayList<>();
  private final Object prediction = new Object();
  private int done;
  private int skipped;
  private long pixels;

  BatchReport(BatchListener listener) {
    this.listener = listener;
  }

  /** What became of a picture. */
  sealed interface Outcome {}

  /** Its results were written. */
  record Done(BatchInput input, List<Path> results, long pixels) implements Outcome {}

  /** Its results were there. */
  record Skipped(BatchInput input, List<Path> results) implements Outcome {}

  /** It has none. */
  record Failed(BatchSummary.Failure failure) implements Outcome {}

  /** The run was stopped before. */
  record NotDone() implements Outcome {}

  /** Carries what a listener threw past the handling of pictures that fail. */
  static final class ListenerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerException(RuntimeException cause) {
      super(cause);
    }
  }

  void predicting(BatchInput input, double share) {
    synchronized (prediction) {
      try {
        listener.predicting(input, share);
      } catch (RuntimeException e) {
        throw new ListenerException(e);
      }
    }
  }

  void tell(Outcome outcome) {
    if (outcome instanceof Done each) {
      done++;
      pixels += each.pixels();
      listener.done(each.input(), each.results());
    } else if (outcome instanceof Skipped each) {
      skipped++;
      listener.skipped(each.input(), each.results());
    } else if (outcome instanceof Failed each) {
      failures.add(each.failure());
      listener.failed(each.failure());
    }
  }

  /** What is left of so many pictures is not done. */
  BatchSummary summary(int pictures, List<String> unmatched) {
    return new BatchSummary(
        done,
        skipped,
        failures,
        unmatched,
        pictures - done - skipped - failures.size(),
        pixels / PIXELS,
        (System.nanoTime() - start) / NANOS);
  }
}
