package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.natives.NativeFolder;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.internal.thread.DeepStack;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the backend and logs once which it is; otherwise a slow one would go unnoticed. */
public final class BackendReport {
  private static final Logger LOG = LoggerFactory.getLogger(BackendReport.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private BackendReport() {}

  /**
   * Loads the backend.
   *
   * @throws EngineException if none works here
   */
  public static void require() {
    NativeFolder.require();
    try {
      DeepStack.call("matting-natives", BackendReport::log);
    } catch (RuntimeException | LinkageError e) {
      String reason =
          NativeFolder.fault(e)
              .orElse(
                  "wanted org.nd4j:nd4j-native with the natives of this operating system, or"
                      + " org.nd4j:nd4j-cuda-11.6, on the class path: "
                      + e);
      throw new EngineException("no ND4J backend works on this machine: " + reason, e);
    }
  }

  private static String log() {
    String backend = Nd4j.getBackend().getClass().getSimpleName();
    if (SAID.compareAndSet(false, true)) {
      Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
      LOG.info(
          "SameDiff on ND4J {}, natives {}, BLAS {}, {} threads",
          backend,
          natives(),
          environment.get("blas.vendor"),
          environment.get("omp.threads"));
    }
    return backend;
  }

  /** JavaCPP unpacks a library into a folder named after the variant that it chose. */
  private static String natives() {
    return Loader.getLoadedLibraries().entrySet().stream()
        .filter(library -> library.getKey().contains("nd4j"))
        .map(library -> Path.of(library.getValue()).getParent())
        .filter(folder -> folder != null && folder.getFileName() != null)
        .map(folder -> folder.getFileName().toString())
        .findFirst()
        .orElse(Loader.getPlatform());
  }
}
