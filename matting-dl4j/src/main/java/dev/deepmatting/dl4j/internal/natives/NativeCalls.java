package dev.deepmatting.dl4j.internal.natives;

import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.DeepStack;
import java.util.function.Supplier;

/** Calls of native libraries that need no dedicated thread, such as OpenCV. */
public final class NativeCalls {
  private NativeCalls() {}

  /**
   * Runs native code on a thread with a deep stack, since a caller's stack can be too small. An
   * interrupt ends the wait at once; the code still runs to its end and frees its memory.
   *
   * @param <T> the result type
   * @param work the name of the work, for the message
   * @param code calls the native library
   * @return the code's result; its exceptions are rethrown
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if native libraries cannot be unpacked
   */
  public static <T> T call(String work, Supplier<T> code) {
    Calls.requireNotInterrupted(work);
    NativeFolder.require();
    try {
      return DeepStack.callInterruptibly("matting-opencv", code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException(work + " was interrupted", e);
    }
  }
}
