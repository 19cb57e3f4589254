package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_get_count;

import dev.deepmatting.dl4j.internal.natives.NativeFolder;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.internal.thread.DeepStack;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads oneDNN's libraries, once. */
public final class Natives {
  private static final Logger LOG = LoggerFactory.getLogger(Natives.class);

  private Natives() {}

  /**
   * Separate, because a class whose initialiser loads the libraries would deadlock with the loading
   * thread.
   */
  private static final class Attempt {
    /** Why they do not load; empty if they do. */
    static final String FAILURE = DeepStack.call("matting-natives", Natives::load);
  }

  /**
   * Returns whether they load.
   *
   * @return false if they are missing or do not work on this machine
   */
  public static boolean available() {
    return Attempt.FAILURE.isEmpty();
  }

  /**
   * Requires that they load.
   *
   * @throws EngineException if they do not
   */
  public static void require() {
    if (!available()) {
      throw new EngineException("oneDNN does not load here: " + Attempt.FAILURE);
    }
  }

  static String load() {
    try {
      NativeFolder.require();
      Loader.load(dnnl.class);
      return dnnl_engine_get_count(dnnl_cpu) > 0 ? "" : "it finds no processor";
    } catch (EngineException e) {
      return e.getMessage();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("oneDNN does not load here", e);
      return NativeFolder.fault(e)
          .orElse(
              "wanted org.bytedeco:dnnl with the natives of this operating system on the class path");
    }
  }
}
