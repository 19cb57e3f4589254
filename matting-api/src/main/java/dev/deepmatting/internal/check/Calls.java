package dev.deepmatting.internal.check;

import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.thread.DeepStack;
import java.util.function.Supplier;

/** Refusals of calls that come at the wrong time or from the wrong thread. */
public final class Calls {
  private Calls() {}

  /**
   * A call after {@code close()}.
   *
   * @return what to throw
   */
  public static IllegalStateException closed() {
    return new IllegalStateException("this Matting is closed; load the model again");
  }

  /**
   * A call from a progress listener, which would wait for ever for what waits for the listener.
   *
   * @param call what a listener may not do
   * @return what to throw
   */
  public static IllegalStateException inListener(String call) {
    return new IllegalStateException("a progress listener may not " + call);
  }

  /**
   * Ends work on an interrupted thread, whose flag stays set.
   *
   * @param work what ends, for the message
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public static void requireNotInterrupted(String work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingInterruptedException(work + " was interrupted");
    }
  }

  /**
   * Has native code run on a thread with a deep stack, for which callers' threads may have no room.
   * An interrupt ends the wait at once; the code goes on to its end and gives back its memory.
   *
   * @param <T> what it gives
   * @param work what is done, for the message
   * @param code calls the native library
   * @return what it gives; what it throws is thrown
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public static <T> T natively(String work, Supplier<T> code) {
    requireNotInterrupted(work);
    try {
      return DeepStack.callInterruptibly("matting-opencv", code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException(work + " was interrupted", e);
    }
  }
}
