package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsWriter;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes model files. A model file is a safetensors file whose tensors have the names of public
 * checkpoints, so that PyTorch loads it too; its metadata contain the format version, the network
 * configuration, the preprocessing in words and the provenance.
 */
public final class ModelWriter {
  /** Name prefix of an optimiser's state, which a checkpoint contains besides the model. */
  public static final String OPTIMISER = "optimiser/";

  /**
   * Name prefix of the network's tensors in training, if the checkpoint's model is their average.
   */
  public static final String RAW = "raw/";

  /** Metadata key of a checkpoint's position in its run. */
  public static final String TRAINING = "training";

  private ModelWriter() {}

  /**
   * Writes a model file of the oldest format version that can describe the network, complete or not
   * at all.
   *
   * @param model the model
   * @param path where to write; an older file is replaced
   * @param storage how weights are stored
   * @throws MattingException if it cannot be written, or a weight is too large for the storage; an
   *     older file is then as it was
   */
  public static void write(Model model, Path path, StorageType storage) {
    write(path, metadata(model), model.weights().tensors(), storage);
  }

  /**
   * Writes a classifier's convolutions under their own names, complete or not at all.
   *
   * @param classifier the tensors
   * @param path where to write; an older file is replaced
   * @param storage how weights are stored
   * @throws MattingException if it cannot be written, or a weight is too large for the storage; an
   *     older file is then as it was
   */
  public static void write(TensorCopy classifier, Path path, StorageType storage) {
    Map<String, String> metadata = Map.of(NetworkMetadata.PROVENANCE, classifier.provenance());
    write(path, metadata, classifier.tensors(), storage);
  }

  private static void write(
      Path path,
      Map<String, String> metadata,
      Map<String, FloatTensor> tensors,
      StorageType storage) {
    try {
      SafeTensorsWriter.write(path, metadata, tensors, type(storage));
    } catch (IOException e) {
      throw new MattingException("model " + path + " cannot be written: " + e, e);
    }
  }

  /**
   * Returns the metadata of a model, in any format.
   *
   * @param model the model
   * @return texts by key
   */
  public static Map<String, String> metadata(Model model) {
    NetworkConfig config = model.config();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NetworkMetadata.VERSION, Integer.toString(NetworkMetadata.version(config)));
    metadata.put(NetworkMetadata.NETWORK, NetworkMetadata.network(config));
    metadata.put(NetworkMetadata.PREPROCESSING, NetworkMetadata.preprocessing(config));
    metadata.put(NetworkMetadata.PROVENANCE, model.provenance());
    return metadata;
  }

  private static DataType type(StorageType storage) {
    return switch (storage) {
      case FLOAT32 -> DataType.F32;
      case FLOAT16 -> DataType.F16;
      case BFLOAT16 -> DataType.BF16;
    };
  }

  /**
   * A classifier's convolutions as stored in a file, for writing in another format.
   *
   * @param contents a description of them
   * @param tensors tensors by the names and in the shapes of the file
   * @param provenance their origin, in words
   * @param report what was read and what was skipped
   */
  public record TensorCopy(
      String contents, Map<String, FloatTensor> tensors, String provenance, ImportReport report) {
    /**
     * Reads the convolutions of a VGG16 classifier, if a file contains one.
     *
     * @param source the file
     * @return empty if it contains something else
     * @throws dev.deepmatting.error.ModelFormatException if it is of no known format or damaged
     */
    public static Optional<TensorCopy> ofClassifier(WeightSource source) {
      try (TensorFile file = TensorFiles.open(source)) {
        StateDict tensors = new StateDict("model " + source, file);
        return Vgg16Form.of(tensors)
            .map(
                form -> {
                  TensorImport imported = form.imported(tensors);
                  return new TensorCopy(
                      form.words(),
                      imported.read(form.words(), source.strict()),
                      Provenance.of(source, tensors),
                      imported.report());
                });
      }
    }
  }
}
