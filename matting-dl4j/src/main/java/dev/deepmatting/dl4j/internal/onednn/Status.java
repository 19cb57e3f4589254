package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_invalid_arguments;
import static org.bytedeco.dnnl.global.dnnl.dnnl_out_of_memory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unimplemented;

import dev.deepmatting.error.EngineException;

/** The status that oneDNN's functions return. */
public final class Status {
  private Status() {}

  /**
   * Requires success.
   *
   * @param status from a function
   * @param subject the operation and its shapes
   * @throws UnimplementedException if this processor cannot do it
   * @throws EngineException for any other status
   */
  public static void require(int status, Object subject) {
    if (status == dnnl_unimplemented) {
      throw new UnimplementedException("oneDNN has no " + subject + " for this processor");
    }
    if (status != dnnl_success) {
      throw new EngineException("oneDNN failed at " + subject + ": " + meaning(status));
    }
  }

  /** This processor lacks what an operation needs. */
  public static final class UnimplementedException extends EngineException {
    private static final long serialVersionUID = 1L;

    UnimplementedException(String message) {
      super(message);
    }
  }

  private static String meaning(int status) {
    if (status == dnnl_out_of_memory) {
      return "out of memory";
    }
    if (status == dnnl_invalid_arguments) {
      return "invalid arguments";
    }
    return "status " + status;
  }
}
