package dev.deepmatting.dl4j.internal.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run to end, from another thread and at any time; ONNX Runtime looks before each operation.
 * Safe to share between threads.
 */
final class Termination implements AutoCloseable {
  private OrtSession.@Nullable RunOptions options;
  private boolean asked;

  /** Returns the options of the run, which end with this object. */
  synchronized OrtSession.RunOptions begin() throws OrtException {
    OrtSession.RunOptions begun = new OrtSession.RunOptions();
    options = begun;
    begun.setTerminate(asked);
    return begun;
  }

  synchronized void ask() {
    asked = true;
    if (options != null) {
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        // It then ends by itself, only later.
        asked = true;
      }
    }
  }

  @Override
  public synchronized void close() {
    if (options != null) {
      options.close();
      options = null;
    }
  }
}
