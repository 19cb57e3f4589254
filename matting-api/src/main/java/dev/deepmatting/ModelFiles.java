package dev.deepmatting;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.internal.service.Services;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.ModelFormats;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Inspects and converts weight files. It reads model files and other safetensors files, PyTorch
 * checkpoints, Keras files and ONNX files. It writes model files ({@code .safetensors}, which
 * PyTorch can load too), ONNX ({@code .onnx}) and SameDiff graphs ({@code .fb}).
 *
 * <pre>{@code
 * ModelFiles.convert(WeightSource.parse("checkpoint.pth").withSkip(true), Path.of("m.safetensors"));
 * }</pre>
 *
 * <p>Safe to share between threads.
 *
 * @since 0.1
 */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Describes the contents of a file.
   *
   * @param source the file, with what the user knows about it
   * @return its description
   * @throws dev.deepmatting.error.InvalidInputException if it is a method without weights
   * @throws dev.deepmatting.error.ModelFormatException if its format is unknown or it is damaged
   * @throws dev.deepmatting.error.EngineException if nothing on the class path can read such files
   */
  public static ModelDescription inspect(WeightSource source) {
    WeightSource weights = requireWeights(source);
    ModelFormats formats = formats(ModelFormats.class.getClassLoader());
    return withinMemory(weights, () -> formats.inspect(weights));
  }

  /**
   * Returns the method that a source names instead of weights, such as {@code builtin:graph}.
   *
   * @param source what the user named
   * @return the method; empty for a file and for a built-in network
   * @throws dev.deepmatting.error.ModelFormatException if it is a built-in name that does not exist
   */
  public static Optional<PropagationMethod> method(WeightSource source) {
    return Builtins.method(Objects.requireNonNull(source, "source"));
  }

  private static WeightSource requireWeights(WeightSource source) {
    return Builtins.requireWeights("model", Objects.requireNonNull(source, "source"));
  }

  /**
   * Converts a file and stores its weights as float32.
   *
   * @param source the file to read, with what the user knows of it
   * @param target the file to write; its extension decides the format; an older file is replaced
   * @return a report of which of the source's tensors were used
   * @throws dev.deepmatting.error.ModelFormatException if the source cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the source is a method without weights,
   *     or the target's extension is unknown
   * @throws dev.deepmatting.error.MattingException if the target cannot be written; an older file
   *     is then unchanged
   */
  public static ImportReport convert(WeightSource source, Path target) {
    return convert(source, target, StorageType.FLOAT32);
  }

  /**
   * Converts a file.
   *
   * @param source the file to read, with what the user knows of it
   * @param target the file to write; its extension decides the format; an older file is replaced
   * @param storage how to store the weights; only model files support types other than float32
   * @return a report of which of the source's tensors were used
   * @throws dev.deepmatting.error.ModelFormatException if the source cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the source is a method without weights,
   *     the target's extension is unknown, its format does not support the storage type, or a
   *     weight is too large for that type
   * @throws dev.deepmatting.error.MattingException if the target cannot be written; an older file
   *     is then unchanged
   */
  public static ImportReport convert(WeightSource source, Path target, StorageType storage) {
    WeightSource weights = requireWeights(source);
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(storage, "storage");
    ModelFormats formats = formats(ModelFormats.class.getClassLoader());
    return withinMemory(weights, () -> formats.convert(weights, target, storage));
  }

  /**
   * Reads a file of weights.
   *
   * @throws EngineException if there is too little memory for it
   */
  static <T> T withinMemory(WeightSource weights, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OutOfMemoryError e) {
      throw new EngineException(
          "model "
              + weights
              + " cannot be read: not enough memory ("
              + e.getMessage()
              + "), wanted"
              + " a smaller one, or more memory",
          e);
    }
  }

  static ModelFormats formats(ClassLoader loader) {
    return Services.first(ModelFormats.class, loader, "reads files of weights");
  }
}
