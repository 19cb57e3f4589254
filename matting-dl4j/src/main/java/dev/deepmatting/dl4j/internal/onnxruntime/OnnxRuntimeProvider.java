package dev.deepmatting.dl4j.internal.onnxruntime;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.segmentation.SegmentationEngine;
import dev.deepmatting.segmentation.SegmentationProvider;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Opens ONNX files on ONNX Runtime, if that is on the class path. Safe to share between threads.
 */
public final class OnnxRuntimeProvider implements SegmentationProvider {
  private static final String RUNTIME = "ai.onnxruntime.OrtEnvironment";
  private static final String COORDINATES = "com.microsoft.onnxruntime:onnxruntime";

  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public OnnxRuntimeProvider() {}

  @Override
  public SegmentationEngine open(Path file) {
    CheckedModel model = CheckedModel.read(Objects.requireNonNull(file, "file"));
    requireRuntime();
    return OnnxRuntimeEngine.open(model);
  }

  private static void requireRuntime() {
    try {
      // Only looks: the native library loads later, on a thread of its own.
      Class.forName(RUNTIME, false, OnnxRuntimeProvider.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new EngineException(
          "ONNX Runtime is not on the class path, which runs segmentation networks; add the"
              + " dependency "
              + COORDINATES,
          e);
    }
  }
}
