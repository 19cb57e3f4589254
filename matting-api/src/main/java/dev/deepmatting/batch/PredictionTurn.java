package dev.deepmatting.batch;

import dev.deepmatting.error.MattingInterruptedException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads predict one at a time, in the order in which they ask, until the run is stopped.
 * Finished predictions are still written.
 */
final class PredictionTurn {
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Thread predicting;
  private boolean stopped;

  /** Runs a prediction, and interrupts it if the run is stopped. */
  <T> T take(Supplier<T> prediction) {
    turn.lock();
    try {
      enter();
      return prediction.get();
    } finally {
      leave();
      turn.unlock();
    }
  }

  private synchronized void enter() {
    requireGoingOn();
    predicting = Thread.currentThread();
  }

  /** Ends the turn, so that an interrupt does not hit the writing that follows. */
  private synchronized void leave() {
    predicting = null;
    Thread.interrupted();
  }

  synchronized void requireGoingOn() {
    if (stopped) {
      throw new MattingInterruptedException("the batch was stopped");
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void stop() {
    stopped = true;
    if (predicting != null) {
      predicting.interrupt();
    }
  }
}
