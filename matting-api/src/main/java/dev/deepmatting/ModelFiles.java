package dev.deepmatting;

import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.ModelFormats;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks into files of weights and converts them. Read are model files and other safetensors files,
 * PyTorch checkpoints, Keras files and ONNX files; written are model files ({@code .safetensors},
 * which PyTorch users load too), ONNX ({@code .onnx}) and SameDiff graphs ({@code .fb}).
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
   * Says what a file holds.
   *
   * @param source the file, with what the user knows of it
   * @return its description
   * @throws dev.deepmatting.error.InvalidInputException if it is a method without weights
   * @throws dev.deepmatting.error.ModelFormatException if it is of no known format or is damaged
   * @throws dev.deepmatting.error.EngineException if nothing on the class path reads such files
   */
  public static ModelDescription inspect(WeightSource source) {
    WeightSource weights = requireWeights(source);
    return formats(ModelFormats.class.getClassLoader()).inspect(weights);
  }

  /**
   * The method that a source names where it names no weights, such as {@code builtin:graph}.
   *
   * @param source what the user named
   * @return the method; empty for a file and for a built-in network
   * @throws dev.deepmatting.error.ModelFormatException if it is a builtin that does not exist
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
   * @param target the file to write, in the format of its ending; an older one is replaced
   * @return what became of the source's tensors
   * @throws dev.deepmatting.error.ModelFormatException if the source cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the source is a method without weights,
   *     or the target's ending is unknown
   * @throws dev.deepmatting.error.MattingException if the target cannot be written; an older file
   *     is then as it was
   */
  public static ImportReport convert(WeightSource source, Path target) {
    return convert(source, target, StorageType.FLOAT32);
  }

  /**
   * Converts a file.
   *
   * @param source the file to read, with what the user knows of it
   * @param target the file to write, in the format of its ending; an older one is replaced
   * @param storage how weights are stored; only model files know other types than float32
   * @return what became of the source's tensors
   * @throws dev.deepmatting.error.ModelFormatException if the source cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the source is a method without weights,
   *     the target's ending is unknown, its format does not know the storage, or a weight is too
   *     large for it
   * @throws dev.deepmatting.error.MattingException if the target cannot be written; an older file
   *     is then as it was
   */
  public static ImportReport convert(WeightSource source, Path target, StorageType storage) {
    WeightSource weights = requireWeights(source);
    return formats(ModelFormats.class.getClassLoader())
        .convert(
            weights,
            Objects.requireNonNull(target, "target"),
            Objects.requireNonNull(storage, "storage"));
  }

  static ModelFormats formats(ClassLoader loader) {
    return Services.first(ModelFormats.class, loader, "reads files of weights");
  }
}
