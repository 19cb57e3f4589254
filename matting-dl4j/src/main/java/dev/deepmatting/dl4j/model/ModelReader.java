package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.weights.NetworkLayout;
import dev.deepmatting.dl4j.weights.NetworkWeights;
import dev.deepmatting.dl4j.weights.TensorFile;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads matting networks: model files, whose metadata say what the network is, and checkpoints of
 * other implementations, which are recognised by the names and shapes of their tensors.
 */
public final class ModelReader {
  private ModelReader() {}

  /**
   * Reads a model.
   *
   * @param source a file or a model of this artifact, with the user's word on it
   * @return the model, complete, and what became of the file's tensors
   * @throws ModelFormatException if there is no such model or it cannot be used
   */
  public static ImportedModel read(WeightSource source) {
    try (TensorFile file = TensorFiles.open(source)) {
      StateDict tensors = new StateDict("model " + source, file);
      NetworkConfig config = config(tensors, source);
      TensorImport imported = imported(tensors, config);
      Map<String, FloatTensor> read = imported.read("the network " + config, source.strict());
      NetworkWeights weights = checked(tensors.origin(), config, read);
      return new ImportedModel(
          new Model(weights, Provenance.of(source, tensors)), imported.report());
    }
  }

  /**
   * Reads a model file strictly.
   *
   * @param path a file
   * @return the model, complete
   * @throws ModelFormatException if it cannot be read or used
   */
  public static Model read(Path path) {
    return read(WeightSource.file(path)).model();
  }

  /** The network that a file holds, by its metadata if it has them. */
  static NetworkConfig config(StateDict tensors, WeightSource source) {
    if (!tensors.ownMetadata().containsKey(NetworkMetadata.NETWORK)) {
      return NetworkRecognition.recognise(tensors, source.skip());
    }
    NetworkConfig config = NetworkMetadata.read(tensors.origin(), tensors.ownMetadata());
    if (source.skip().isPresent() && source.skip().get() != config.skip()) {
      throw new ModelFormatException(
          tensors.origin()
              + " says skip "
              + config.skip()
              + " in its metadata, but skip "
              + source.skip().get()
              + " was asked for");
    }
    return config;
  }

  static TensorImport imported(StateDict tensors, NetworkConfig config) {
    return new TensorImport(
        tensors, new NetworkLayout(config).tensors(), ModelReader::isNoPartOfTheNetwork);
  }

  private static boolean isNoPartOfTheNetwork(String name) {
    return name.endsWith(".num_batches_tracked") || name.startsWith(ModelWriter.OPTIMISER);
  }

  private static NetworkWeights checked(
      String origin, NetworkConfig config, Map<String, FloatTensor> tensors) {
    try {
      return NetworkWeights.of(config, tensors);
    } catch (ModelFormatException e) {
      throw new ModelFormatException(origin + ": " + e.getMessage(), e);
    }
  }
}
