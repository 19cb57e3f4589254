package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms in which VGG16's convolutions are published as files. */
public enum Vgg16Form {
  /** torchvision's {@code vgg16_bn}: {@code features.0}, its normalisation {@code features.1}, … */
  TORCHVISION_BN("VGG16 with batch normalisation, torchvision's names", Variant.VGG16_BN, 3),
  /** torchvision's {@code vgg16}: {@code features.0}, {@code features.2}, … */
  TORCHVISION("VGG16, torchvision's names", Variant.CLASSIC, 2),
  /** Keras: {@code block1_conv1/kernel} of height, width, input, output. */
  KERAS("VGG16, Keras names and kernel layout", Variant.CLASSIC, 0);

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

  /** Returns the variant whose encoder takes these weights. */
  Variant variant() {
    return variant;
  }

  /** Returns the form that a file's names belong to, if any. */
  static Optional<Vgg16Form> of(StateDict tensors) {
    if (tensors.has(KERAS.firstKernel())) {
      return Optional.of(KERAS);
    }
    if (tensors.has(TORCHVISION.firstKernel())) {
      return Optional.of(tensors.has("features.1.running_mean") ? TORCHVISION_BN : TORCHVISION);
    }
    return Optional.empty();
  }

  /** Returns a description with the name of the first tensor. */
  String described() {
    return words + " (" + firstKernel() + ", ...)";
  }

  String firstKernel() {
    return this == KERAS ? Vgg16Layers.FIRST_OF_KERAS + "/kernel" : "features.0.weight";
  }

  /**
   * Compares a file with this form, at the width that its first kernel shows.
   *
   * @throws ModelFormatException if the width is not valid
   */
  TensorImport imported(StateDict tensors) {
    return layers().imported(tensors);
  }

  private static boolean isNeedless(String name) {
    return name.endsWith(".num_batches_tracked")
        || Stream.of("classifier.", "fc1/", "fc2/", "predictions/").anyMatch(name::startsWith);
  }

  /** Returns the names of the convolutions' tensors in this form. */
  Vgg16Layers layers() {
    List<Vgg16Layers.Names> names = new ArrayList<>();
    int module = 0;
    for (int block = 0; block < Vgg16Layers.BLOCKS.size(); block++) {
      for (int index = 1; index <= Vgg16Layers.BLOCKS.get(block); index++) {
        names.add(
            this == KERAS ? keras("block" + (block + 1) + "_conv" + index) : torchvision(module));
        module += modules;
      }
      module++;
    }
    return new Vgg16Layers(words, variant, this == KERAS, Vgg16Form::isNeedless, names);
  }

  private Vgg16Layers.Names torchvision(int module) {
    String convolution = "features." + module;
    String normalisation = "features." + (module + 1) + ".";
    return new Vgg16Layers.Names(
        convolution + ".weight",
        convolution + ".bias",
        this == TORCHVISION_BN
            ? Vgg16Layers.NORMALISATION.stream().map(normalisation::concat).toList()
            : List.of());
  }

  private static Vgg16Layers.Names keras(String layer) {
    return new Vgg16Layers.Names(layer + "/kernel", layer + "/bias", List.of());
  }
}
