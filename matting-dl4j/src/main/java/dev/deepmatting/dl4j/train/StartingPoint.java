package dev.deepmatting.dl4j.train;

import dev.deepmatting.dl4j.model.Model;
import dev.deepmatting.dl4j.model.ModelReader;
import dev.deepmatting.dl4j.model.TensorCopy;
import dev.deepmatting.dl4j.model.Vgg16BnWeights;
import dev.deepmatting.dl4j.model.Vgg16Weights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.weights.NetworkLayout;
import dev.deepmatting.dl4j.weights.NetworkWeights;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.TrainingSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run begins with: random numbers, the encoder of a classifier, or a network that was
 * trained before.
 *
 * @param weights the network
 * @param words where it comes from
 */
record StartingPoint(NetworkWeights weights, String words) {

  static StartingPoint of(TrainingSettings settings) {
    if (settings.start().isEmpty()) {
      NetworkConfig config = withHead(network(settings), settings);
      return new StartingPoint(
          new FirstWeights(config, settings.seed()).with(Map.of()), "random numbers");
    }
    WeightSource source = settings.start().get();
    if (TensorCopy.ofClassifier(source).isPresent()) {
      return ofClassifier(source, settings);
    }
    return ofModel(source, ModelReader.read(source).model(), settings);
  }

  private static NetworkConfig network(TrainingSettings settings) {
    return settings.network().orElseGet(() -> NetworkConfig.builder(Variant.SEED).build());
  }

  /** Adds a head if a stage needs one. */
  static NetworkConfig withHead(NetworkConfig config, TrainingSettings settings) {
    boolean needed = settings.stages().stream().anyMatch(Stage::needsHead);
    return needed && config.refinementHead() == RefinementHead.NONE
        ? config.toBuilder().refinementHead(RefinementHead.LOGIT_RESIDUAL).build()
        : config;
  }

  private static StartingPoint ofClassifier(WeightSource source, TrainingSettings settings) {
    NetworkConfig chosen = network(settings);
    NetworkConfig config =
        withHead(chosen.toBuilder().skip(source.skip().orElse(chosen.skip())).build(), settings);
    Map<String, FloatTensor> encoder =
        config.variant() == Variant.SEED
            ? Vgg16BnWeights.from(source.path()).encoder()
            : Vgg16Weights.from(source.path()).encoder();
    Map<String, int[]> wanted = new NetworkLayout(config).tensors();
    encoder.forEach((name, tensor) -> requireShape(source, name, tensor, wanted.get(name)));
    return new StartingPoint(
        new FirstWeights(config, settings.seed()).with(encoder),
        "the encoder of " + source.path().getFileName() + ", otherwise random numbers");
  }

  private static void requireShape(
      WeightSource source, String name, FloatTensor tensor, int[] wanted) {
    if (!Arrays.equals(tensor.shape(), wanted)) {
      throw new InvalidInputException(
          "start is "
              + source
              + ", whose tensor "
              + name
              + " has shape "
              + Arrays.toString(tensor.shape())
              + ", wanted "
              + Arrays.toString(wanted)
              + " for this network");
    }
  }

  private static StartingPoint ofModel(
      WeightSource source, Model model, TrainingSettings settings) {
    NetworkConfig config = withHead(model.config(), settings);
    settings
        .network()
        .map(network -> withHead(network, settings))
        .filter(network -> !network.equals(config))
        .ifPresent(
            network -> {
              throw new InvalidInputException(
                  "start is "
                      + source
                      + ", which holds the network "
                      + config
                      + ", wanted "
                      + network
                      + "; leave the network out to train the one in the file");
            });
    Map<String, FloatTensor> known = new LinkedHashMap<>(model.weights().tensors());
    NetworkWeights weights = new FirstWeights(config, settings.seed()).with(known);
    String head = config.equals(model.config()) ? "" : ", with a new refinement head";
    return new StartingPoint(weights, "the model " + source + head);
  }
}
