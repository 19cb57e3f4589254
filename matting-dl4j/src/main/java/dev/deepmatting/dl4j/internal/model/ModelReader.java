package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Reads matting networks: model files, whose metadata say what the network is, and checkpoints of
 * other implementations, which are recognised by the names and shapes of their tensors.
 */
public final class ModelReader {
  private ModelReader() {}

  /**
   * Reads a model into memory.
   *
   * @param source a file or a model of this artifact, with the user's options
   * @return the model, complete, and the fate of the file's tensors
   * @throws ModelFormatException if there is no such model or it cannot be used
   */
  public static ImportedModel read(WeightSource source) {
    return use(
        source,
        imported ->
            new ImportedModel(
                new Model(
                    NetworkWeights.of(
                        imported.model().config(), imported.model().weights().tensors()),
                    imported.model().provenance()),
                imported.report()));
  }

  /**
   * Opens a model while it is used. Its tensors are read one by one on request, and not kept.
   *
   * @param <T> the result type
   * @param source a file or a model of this artifact, with the user's options
   * @param use uses the model, whose tensors cannot be read afterwards
   * @return the result
   * @throws ModelFormatException if there is no such model or it cannot be used
   */
  public static <T> T use(WeightSource source, Function<ImportedModel, T> use) {
    try (TensorFile file = TensorFiles.open(source)) {
      StateDict tensors = new StateDict("model " + source, file);
      NetworkConfig config = config(tensors, source);
      TensorImport imported = imported(tensors, config);
      imported.require(() -> "the network " + config, source.strict());
      NetworkWeights weights =
          NetworkWeights.reading(config, name -> checked(tensors.origin(), name, imported));
      Model model = new Model(weights, Provenance.of(source, tensors));
      return use.apply(new ImportedModel(model, imported.report()));
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

  /** Returns the network that a file contains, from its metadata if it has them. */
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
    return name.endsWith(".num_batches_tracked")
        || name.startsWith(ModelWriter.OPTIMISER)
        || name.startsWith(ModelWriter.RAW);
  }

  private static FloatTensor checked(String origin, String name, TensorImport imported) {
    FloatTensor tensor = imported.read(name);
    try {
      return NetworkWeights.requireNumbers(name, tensor);
    } catch (ModelFormatException e) {
      throw new ModelFormatException(origin + ": " + e.getMessage(), e);
    }
  }

  /**
   * A model and the fate of its file's tensors.
   *
   * @param model the model, complete
   * @param report what was loaded and what was skipped
   */
  public record ImportedModel(Model model, ImportReport report) {}
}
