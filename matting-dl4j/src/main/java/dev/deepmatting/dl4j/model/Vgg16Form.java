package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.weights.NetworkLayout;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forms in which the thirteen convolutions of VGG16 (Simonyan, Zisserman: Very Deep
 * Convolutional Networks for Large-Scale Image Recognition, ICLR 2015) are published.
 */
enum Vgg16Form {
  /** torchvision's {@code vgg16_bn}: {@code features.0}, its normalisation {@code features.1}, … */
  TORCHVISION_BN("VGG16 with batch normalisation, torchvision's names", Variant.VGG16_BN, 3),
  /** torchvision's {@code vgg16}: {@code features.0}, {@code features.2}, … */
  TORCHVISION("VGG16, torchvision's names", Variant.CLASSIC, 2),
  /** Keras: {@code block1_conv1/kernel} of height, width, input, output. */
  KERAS("VGG16, Keras names and kernel layout", Variant.CLASSIC, 0);

  private static final int BLOCKS = 5;
  private static final int COLOURS = 3;
  private static final List<String> NORMALISATION =
      List.of("weight", "bias", "running_mean", "running_var");

  private final String words;
  private final Variant variant;

  /** Modules of torchvision's sequence for each convolution: itself, normalisation, ReLU. */
  private final int modules;

  Vgg16Form(String words, Variant variant, int modules) {
    this.words = words;
    this.variant = variant;
    this.modules = modules;
  }

  String words() {
    return words;
  }

  /** The variant whose encoder takes these weights. */
  Variant variant() {
    return variant;
  }

  /** The form that a file's names are of, if any. */
  static Optional<Vgg16Form> of(StateDict tensors) {
    if (tensors.has(KERAS.firstKernel())) {
      return Optional.of(KERAS);
    }
    if (tensors.has(TORCHVISION.firstKernel())) {
      return Optional.of(tensors.has("features.1.running_mean") ? TORCHVISION_BN : TORCHVISION);
    }
    return Optional.empty();
  }

  /** In words, with the first tensor by which it is known. */
  String described() {
    return words + " (" + firstKernel() + ", ...)";
  }

  String firstKernel() {
    return this == KERAS ? "block1_conv1/kernel" : "features.0.weight";
  }

  /**
   * Compares a file with this form, at the width that its first kernel shows.
   *
   * @throws ModelFormatException if the width is none
   */
  TensorImport imported(StateDict tensors) {
    Map<String, int[]> wanted = new LinkedHashMap<>();
    sources(tensors).forEach((name, source) -> wanted.put(name, source.shape()));
    return new TensorImport(tensors, wanted, Vgg16Form::isNeedless);
  }

  private static boolean isNeedless(String name) {
    return name.endsWith(".num_batches_tracked")
        || List.of("classifier.", "fc1/", "fc2/", "predictions/").stream()
            .anyMatch(name::startsWith);
  }

  /** A tensor of the file: what the network calls it, and its shape in the file. */
  record Source(String target, int[] shape) {}

  /** The form's tensors by their names in the file, in the order in which data flows. */
  Map<String, Source> sources(StateDict tensors) {
    NetworkLayout layout = layout(tensors);
    Map<String, Source> sources = new LinkedHashMap<>();
    int module = 0;
    for (int block = 1; block <= BLOCKS; block++) {
      int index = 1;
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        int input = sources.isEmpty() ? COLOURS : layer.inputChannels();
        if (this == KERAS) {
          putKeras(sources, "block" + block + "_conv" + index, layer, input);
        } else {
          putTorchvision(sources, module, layer, input);
        }
        index++;
        module += modules;
      }
      module++;
    }
    return sources;
  }

  private NetworkLayout layout(StateDict tensors) {
    int width = tensors.size(firstKernel(), this == KERAS ? 3 : 0, 0);
    try {
      return new NetworkLayout(NetworkConfig.builder(variant).baseChannels(width).build());
    } catch (InvalidInputException e) {
      throw new ModelFormatException(
          tensors.origin()
              + " is no "
              + words
              + ": "
              + firstKernel()
              + " has "
              + width
              + " outputs",
          e);
    }
  }

  private void putTorchvision(
      Map<String, Source> sources, int module, ConvolutionLayer layer, int input) {
    int output = layer.outputChannels();
    String name = "features." + module;
    int[] shape = {output, input, layer.kernel(), layer.kernel()};
    sources.put(name + ".weight", new Source(layer.name() + ".weight", shape));
    sources.put(name + ".bias", new Source(layer.name() + ".bias", new int[] {output}));
    if (layer.batchNorm() != null) {
      for (String part : NORMALISATION) {
        sources.put(
            "features." + (module + 1) + "." + part,
            new Source(layer.batchNorm() + "." + part, new int[] {output}));
      }
    }
  }

  private static void putKeras(
      Map<String, Source> sources, String name, ConvolutionLayer layer, int input) {
    int output = layer.outputChannels();
    int[] shape = {layer.kernel(), layer.kernel(), input, output};
    sources.put(name + "/kernel", new Source(layer.name() + ".weight", shape));
    sources.put(name + "/bias", new Source(layer.name() + ".bias", new int[] {output}));
  }
}
