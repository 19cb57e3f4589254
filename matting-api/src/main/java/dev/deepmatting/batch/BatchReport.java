package dev.deepmatting.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts outcomes and passes them to the listener. Calls from a prediction have their own lock: a
 * listener that is slow over a result, or predicts, must not block them. Everything else is for the
 * thread of the run.
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

  /** The outcome of a picture. */
  sealed interface Outcome {}

  /** Its results were written. */
  record Done(BatchInput input, List<Path> results, long pixels, List<String> warnings)
      implements Outcome {}

  /** Its results existed already. */
  record Skipped(BatchInput input, List<Path> results) implements Outcome {}

  /** It has no results. */
  record Failed(BatchSummary.Failure failure) implements Outcome {}

  /** The run was stopped before. */
  record NotDone() implements Outcome {}

  /** Carries a listener's exception past the handling of failed pictures. */
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
      each.warnings().forEach(message -> listener.warned(each.input(), message));
      listener.done(each.input(), each.results());
    } else if (outcome instanceof Skipped each) {
      skipped++;
      listener.skipped(each.input(), each.results());
    } else if (outcome instanceof Failed each) {
      failures.add(each.failure());
      listener.failed(each.failure());
    }
  }

  /** Returns the summary; pictures without an outcome count as not done. */
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
