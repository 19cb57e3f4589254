package dev.deepmatting.batch;

/**
 * Passes calls on, and counts. What comes from a prediction has a turn of its own: a listener that
 * takes its time over a result, or predicts, must not stop it.
 */
final class SerialListener {
  private final BatchListener listener;
  private final Tally tally;
  private final Object prediction = new Object();

  SerialListener(BatchListener listener, Tally tally) {
    this.listener = listener;
    this.tally = tally;
  }

  /** Carries what a listener threw past the handling of pairs that fail. */
  static final class ListenerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerException(RuntimeException cause) {
      super(cause);
    }
  }

  synchronized void unmatched(String message) {
    listener.unmatched(message);
  }

  void predicting(MattingPair pair, double done) {
    synchronized (prediction) {
      try {
        listener.predicting(pair, done);
      } catch (RuntimeException e) {
        throw new ListenerException(e);
      }
    }
  }

  synchronized void outcome(PairOutcome outcome) {
    tally.add(outcome);
    if (outcome instanceof PairOutcome.Predicted predicted) {
      listener.predicted(predicted.pair(), predicted.results());
    } else if (outcome instanceof PairOutcome.Skipped skipped) {
      listener.skipped(skipped.pair(), skipped.results());
    } else if (outcome instanceof PairOutcome.Failed failed) {
      listener.failed(failed.failure());
    }
  }
}
