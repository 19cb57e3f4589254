package dev.deepmatting.internal.check;

import dev.deepmatting.error.MattingInterruptedException;

/** Rejects calls at the wrong time or from the wrong thread. */
public final class Calls {
  private Calls() {}

  /**
   * Returns the error of a call after {@code close()}.
   *
   * @return the exception to throw
   */
  public static IllegalStateException closed() {
    return new IllegalStateException("this Matting is closed; load the model again");
  }

  /**
   * Returns the error of a call from a progress listener, which would wait for itself forever.
   *
   * @param call the call that a listener must not make
   * @return the exception to throw
   */
  public static IllegalStateException inListener(String call) {
    return new IllegalStateException("a progress listener may not " + call);
  }

  /**
   * Ends work on an interrupted thread, whose flag stays set.
   *
   * @param work the work that ends, for the message
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public static void requireNotInterrupted(String work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingInterruptedException(work + " was interrupted");
    }
  }
}
