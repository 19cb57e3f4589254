package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.nn.GraphTensors;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.Variant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds VGG16's convolutions in a {@code ComputationGraph}: its first thirteen, with any names.
 * Later layers are ignored.
 */
final class Vgg16Graph {
  /** Its name in error messages. */
  static final String ORIGIN = "the ComputationGraph";

  private static final String IDENTITY = "identity";

  private final boolean normalised;

  private Vgg16Graph(boolean normalised) {
    this.normalised = normalised;
  }

  /**
   * Returns the names of the graph's convolutions.
   *
   * @param variant {@code seed} needs a batch normalisation after each, {@code classic} none
   * @throws ModelFormatException if there are fewer than thirteen, or a layer differs
   */
  static Vgg16Layers layers(GraphTensors graph, Variant variant) {
    List<GraphTensors.GraphConvolution> convolutions = graph.convolutions();
    if (convolutions.size() < Vgg16Layers.CONVOLUTIONS) {
      throw new ModelFormatException(
          ORIGIN
              + " has "
              + convolutions.size()
              + " convolutions, wanted at least the "
              + Vgg16Layers.CONVOLUTIONS
              + " of VGG16");
    }
    Vgg16Graph form = new Vgg16Graph(variant == Variant.VGG16_BN);
    return new Vgg16Layers(
        form.normalised ? "VGG16 with batch normalisation" : "VGG16",
        variant,
        false,
        name -> true,
        convolutions.stream().limit(Vgg16Layers.CONVOLUTIONS).map(form::names).toList());
  }

  private Vgg16Layers.Names names(GraphTensors.GraphConvolution convolution) {
    String layer = convolution.layer();
    String normalisation = convolution.normalisation().orElse("");
    if (normalised == normalisation.isEmpty()) {
      throw refused(
          layer,
          normalised ? "no batch normalisation" : "the batch normalisation " + normalisation,
          "after it, wanted " + (normalised ? "one" : "none"));
    }
    if (normalised && !convolution.activation().equals(IDENTITY)) {
      throw refused(
          layer,
          "the activation " + convolution.activation(),
          "before its batch normalisation " + normalisation + ", wanted " + IDENTITY);
    }
    return new Vgg16Layers.Names(
        layer + "_W",
        layer + "_b",
        normalised
            ? Stream.of("gamma", "beta", "mean", "var")
                .map(part -> normalisation + "_" + part)
                .toList()
            : List.of());
  }

  private static ModelFormatException refused(String layer, String has, String wanted) {
    return new ModelFormatException(
        ORIGIN + " is not the wanted VGG16: layer " + layer + " has " + has + " " + wanted);
  }
}
