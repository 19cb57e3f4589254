package dev.deepmatting.segmentation;

import java.nio.file.Path;

/**
 * A backend that can run segmentation networks of ONNX files, found through {@link
 * java.util.ServiceLoader}. Implementations are safe to share between threads.
 *
 * @since 0.1
 */
public interface SegmentationProvider {
  /**
   * Checks a file and prepares its network to run.
   *
   * @param file an ONNX file with one picture as its input
   * @return a running network, which the caller closes
   * @throws dev.deepmatting.error.ModelFormatException if the file cannot be used
   * @throws dev.deepmatting.error.EngineException if the backend cannot start on this machine, or
   *     memory is short
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  SegmentationEngine open(Path file);
}
