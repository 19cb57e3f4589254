package dev.deepmatting.batch;

/** Passes on one call at a time, and counts. */
final class SerialListener {
  private final BatchListener listener;
  private final Tally tally;

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

  synchronized void predicting(MattingPair pair, double done) {
    try {
      listener.predicting(pair, done);
    } catch (RuntimeException e) {
      throw new ListenerException(e);
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
