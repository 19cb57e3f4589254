package dev.deepmatting.batch;

import dev.deepmatting.error.MattingInterruptedException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread after the other predict, in the order in which they ask, until the run is
 * stopped. What was predicted by then is still written.
 */
final class PredictionTurn {
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Thread predicting;
  private boolean stopped;

  /** Predicts, and interrupts it if the run is stopped. */
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

  /** The writing that follows is not what an interrupt was meant for. */
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
