package dev.deepmatting.dl4j.internal.natives;

import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.DeepStack;
import java.util.function.Supplier;

/** Calls of native libraries that need no thread of their own, as those of OpenCV. */
public final class NativeCalls {
  private NativeCalls() {}

  /**
   * Runs native code on a thread with a deep stack, for which a caller's thread may have no room.
   * An interrupt ends the wait at once; the code runs on to its end and frees its memory.
   *
   * @param <T> the result
   * @param work what is done, for the message
   * @param code calls the native library
   * @return what the code returns; what it throws is thrown
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
