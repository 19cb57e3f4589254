package dev.deepmatting.dl4j.internal.natives;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.DeepStack;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Calls of OpenCV, which need no dedicated thread. */
public final class NativeCalls {
  private NativeCalls() {}

  /** Loads OpenCV, once, on the first thread that calls it. */
  private static final class Attempt {
    /** Why it does not load; empty if it does. */
    static final String FAILURE = failure(() -> Loader.load(opencv_imgcodecs.class));
  }

  /**
   * Runs native code on a thread with a deep stack, since a caller's stack can be too small. An
   * interrupt ends the wait at once; the code still runs to its end and frees its memory.
   *
   * @param <T> the result type
   * @param work the name of the work, for the message
   * @param code calls the native library
   * @return the code's result; its exceptions are rethrown
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if OpenCV cannot be unpacked or loaded
   */
  public static <T> T call(String work, Supplier<T> code) {
    Calls.requireNotInterrupted(work);
    try {
      return DeepStack.callInterruptibly("matting-opencv", () -> loaded(code));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException(work + " was interrupted", e);
    }
  }

  private static <T> T loaded(Supplier<T> code) {
    require(Attempt.FAILURE);
    return code.get();
  }

  /** Returns why libraries do not load; JavaCPP itself would tell only that they are missing. */
  static String failure(Runnable loading) {
    try {
      NativeFolder.require();
      loading.run();
      return "";
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      return NativeFolder.fault(e)
          .orElse(
              "wanted org.bytedeco:opencv with the natives of this operating system on the class"
                  + " path: "
                  + e);
    }
  }

  static void require(String failure) {
    if (!failure.isEmpty()) {
      throw new EngineException("OpenCV does not load here: " + failure);
    }
  }
}
