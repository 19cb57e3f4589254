package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.model.Vgg16BnWeights;
import dev.deepmatting.dl4j.model.Vgg16Weights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.TrainingSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The starting point of a run: random weights, the encoder of a classifier, or an already trained
 * network.
 *
 * @param weights the network
 * @param words its origin
 */
record StartingPoint(NetworkWeights weights, String words) {

  static StartingPoint of(TrainingSettings settings) {
    if (settings.start().isEmpty()) {
      NetworkConfig config = completed(network(settings), settings);
      return new StartingPoint(
          new FirstWeights(config, settings.seed()).with(Map.of()), "random numbers");
    }
    WeightSource source = settings.start().get();
    if (ModelWriter.TensorCopy.ofClassifier(source).isPresent()) {
      return ofClassifier(source, settings);
    }
    return ofModel(source, ModelReader.read(source).model(), settings);
  }

  private static NetworkConfig network(TrainingSettings settings) {
    return settings.network().orElseGet(() -> NetworkConfig.builder(Variant.VGG16_BN).build());
  }

  /** Adds a head if a stage needs one, and the requested guides. */
  static NetworkConfig completed(NetworkConfig config, TrainingSettings settings) {
    NetworkConfig guided = settings.guides().isEmpty() ? config : guided(config, settings.guides());
    boolean needed = settings.stages().stream().anyMatch(Stage::needsHead);
    return needed && guided.refinementHead() == RefinementHead.NONE
        ? guided.toBuilder().refinementHead(RefinementHead.LOGIT_RESIDUAL).build()
        : guided;
  }

  private static NetworkConfig guided(NetworkConfig config, List<String> guides) {
    int there = config.guides().size();
    if (there > 0 && there != guides.size()) {
      throw new InvalidInputException(
          "guides is "
              + guides
              + ", wanted "
              + there
              + " as the network has, which is guided by "
              + config.guides());
    }
    return config.toBuilder().guides(guides).build();
  }

  private static StartingPoint ofClassifier(WeightSource source, TrainingSettings settings) {
    NetworkConfig chosen = network(settings);
    NetworkConfig config =
        completed(chosen.toBuilder().skip(source.skip().orElse(chosen.skip())).build(), settings);
    Map<String, FloatTensor> encoder =
        new LinkedHashMap<>(
            config.variant() == Variant.VGG16_BN
                ? Vgg16BnWeights.from(source).encoder()
                : Vgg16Weights.from(source).encoder());
    widenFirstKernel(encoder, config);
    Map<String, int[]> wanted = new NetworkLayout(config).tensors();
    encoder.forEach(
        (name, tensor) ->
            requireShape(source, name, tensor, Objects.requireNonNull(wanted.get(name), name)));
    return new StartingPoint(
        new FirstWeights(config, settings.seed()).with(encoder),
        "the encoder of " + source.shortName() + ", otherwise random numbers");
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
    NetworkConfig config = completed(model.config(), settings);
    settings
        .network()
        .map(network -> completed(network, settings))
        .filter(network -> !network.equals(config))
        .ifPresent(
            network -> {
              throw new InvalidInputException(
                  "start is "
                      + source
                      + ", which contains the network "
                      + config
                      + ", wanted "
                      + network
                      + "; leave the network out to train the one in the file");
            });
    NetworkWeights weights =
        new FirstWeights(config, settings.seed()).with(known(model.weights(), config));
    // Omits the folder: model files are shared, and this machine's folders mean nothing elsewhere.
    return new StartingPoint(
        weights, "the model " + source.shortName() + additions(model.config(), config));
  }

  private static String additions(NetworkConfig before, NetworkConfig after) {
    String guides =
        after.guides().equals(before.guides())
            ? ""
            : ", now guided by " + String.join(" and ", after.guides());
    boolean newHead = after.refinementHead() != before.refinementHead();
    return guides + (newHead ? ", with a new refinement head" : "");
  }

  /**
   * Returns the tensors that a network takes over. A network that becomes a guided one does not see
   * its guides yet, and its raw alpha's kernel makes way for the first guide.
   */
  private static Map<String, FloatTensor> known(NetworkWeights weights, NetworkConfig config) {
    Map<String, FloatTensor> known = new LinkedHashMap<>(weights.tensors());
    if (config.guides().size() > weights.config().guides().size()) {
      NetworkLayout layout = new NetworkLayout(config);
      widenFirstKernel(known, config);
      known.remove(layout.rawAlpha().name() + ".weight");
      known.remove(layout.rawAlpha().name() + ".bias");
    }
    return known;
  }

  private static void widenFirstKernel(Map<String, FloatTensor> tensors, NetworkConfig config) {
    String first = new NetworkLayout(config).encoderBlock(1).get(0).name() + ".weight";
    tensors.computeIfPresent(first, (name, kernel) -> widened(kernel, config.inputChannels()));
  }

  /** Returns the kernel with more input channels, with weights of 0. */
  private static FloatTensor widened(FloatTensor kernel, int channels) {
    int area = kernel.size(2) * kernel.size(3);
    int length = kernel.size(1) * area;
    float[] values = new float[kernel.size(0) * channels * area];
    for (int output = 0; output < kernel.size(0); output++) {
      System.arraycopy(kernel.values(), output * length, values, output * channels * area, length);
    }
    return new FloatTensor(values, kernel.size(0), channels, kernel.size(2), kernel.size(3));
  }
}
