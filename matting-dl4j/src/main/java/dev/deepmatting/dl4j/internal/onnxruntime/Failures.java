package dev.deepmatting.dl4j.internal.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.ModelFormatException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Says what went wrong in native code, in words of this library. */
final class Failures {
  /** ONNX Runtime's messages contain names of the file. */
  private static final int LONGEST = 500;

  private Failures() {}

  static RuntimeException whileLoading(String origin, ExecutionException error) {
    Throwable cause = cause(error);
    if (cause instanceof OrtException && !isMemory(cause)) {
      return new ModelFormatException(
          origin + " cannot be loaded by ONNX Runtime: " + text(cause), cause);
    }
    return failure(origin, "load", cause);
  }

  static RuntimeException whileRunning(String origin, ExecutionException error) {
    Throwable cause = cause(error);
    if (cause instanceof OrtException && !isMemory(cause)) {
      return new EngineException(origin + " failed in ONNX Runtime: " + text(cause), cause);
    }
    return failure(origin, "run", cause);
  }

  private static Throwable cause(ExecutionException error) {
    return Objects.requireNonNullElse(error.getCause(), error);
  }

  private static RuntimeException failure(String origin, String doing, Throwable cause) {
    if (cause instanceof OrtException || cause instanceof OutOfMemoryError) {
      return new EngineException(
          "there is not enough memory to " + doing + " " + origin + ": " + text(cause), cause);
    }
    if (cause instanceof LinkageError) {
      // It unpacks its library into a new folder there at each start.
      return new EngineException(
          "ONNX Runtime cannot be loaded from java.io.tmpdir, "
              + System.getProperty("java.io.tmpdir")
              + " (no room, mounted noexec, or another processor?): "
              + text(cause),
          cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private static boolean isMemory(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("bad_alloc")
        || text.contains("bad allocation")
        || text.contains("failed to allocate memory");
  }

  private static String text(Throwable cause) {
    Throwable told =
        cause.getMessage() == null && cause.getCause() != null ? cause.getCause() : cause;
    return Shown.text(String.valueOf(told.getMessage()), LONGEST);
  }
}
