package dev.deepmatting.dl4j.internal.export;

import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelInspector;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.ModelFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads and writes files of weights for {@link java.util.ServiceLoader}. */
public final class FormatsProvider implements ModelFormats {
  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public FormatsProvider() {}

  @Override
  public ModelDescription inspect(WeightSource source) {
    return ModelInspector.inspect(source);
  }

  @Override
  public ImportReport convert(WeightSource source, Path target, StorageType storage) {
    TargetFormat format = TargetFormat.of(target);
    requireWritable(target, format, storage);
    Optional<ModelWriter.TensorCopy> classifier = ModelWriter.TensorCopy.ofClassifier(source);
    if (classifier.isPresent()) {
      return convertClassifier(classifier.get(), target, format, storage);
    }
    ModelReader.ImportedModel imported = ModelReader.read(source);
    write(imported.model(), target, format, storage);
    return imported.report();
  }

  private static void requireWritable(Path target, TargetFormat format, StorageType storage) {
    if (storage != StorageType.FLOAT32 && format != TargetFormat.SAFETENSORS) {
      throw new InvalidInputException(
          "storage is "
              + storage.id()
              + ", wanted f32 for "
              + target
              + "; only .safetensors knows others");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "target is " + target + ", wanted a file in a folder that exists");
    }
    if (Files.isDirectory(target)) {
      throw new InvalidInputException("target is " + target + ", a folder, wanted a file");
    }
  }

  private static void write(Model model, Path target, TargetFormat format, StorageType storage) {
    Map<String, String> metadata = ModelWriter.metadata(model);
    try {
      switch (format) {
        case SAFETENSORS -> ModelWriter.write(model, target, storage);
        case ONNX -> OnnxWriter.write(target, model.weights(), metadata);
        case SAMEDIFF -> SameDiffWriter.write(target, model.weights(), metadata);
      }
    } catch (IOException e) {
      throw new MattingException("model " + target + " cannot be written: " + e, e);
    }
  }

  private static ImportReport convertClassifier(
      ModelWriter.TensorCopy classifier, Path target, TargetFormat format, StorageType storage) {
    if (format != TargetFormat.SAFETENSORS) {
      throw new InvalidInputException(
          "target is "
              + target
              + ", wanted .safetensors: the source is not a matting network but "
              + classifier.contents());
    }
    ModelWriter.write(classifier, target, storage);
    return classifier.report();
  }

  /** The formats that can be written, chosen by a file's ending. */
  enum TargetFormat {
    /** A model file. */
    SAFETENSORS(".safetensors"),
    /** For other runtimes. */
    ONNX(".onnx"),
    /** For DL4J users. */
    SAMEDIFF(".fb");

    private final String ending;

    TargetFormat(String ending) {
      this.ending = ending;
    }

    static TargetFormat of(Path target) {
      String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(format -> name.endsWith(format.ending) && name.length() > format.ending.length())
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      "target is "
                          + target
                          + ", wanted one of the endings "
                          + Arrays.stream(values()).map(format -> format.ending).toList()));
    }
  }
}
