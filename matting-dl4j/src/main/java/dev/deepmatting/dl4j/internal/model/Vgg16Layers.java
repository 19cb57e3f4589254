package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The names in a source of the tensors of VGG16's thirteen convolutions (Simonyan, Zisserman: Very
 * Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015).
 *
 * @param words the source's form, in words
 * @param variant the variant whose encoder takes these weights
 * @param outputsLast whether kernels are [height, width, input, output], not [output, input,
 *     height, width]
 * @param needless recognises other tensors that are not needed
 * @param names the convolutions' tensors in the order in which data flows
 */
record Vgg16Layers(
    String words,
    Variant variant,
    boolean outputsLast,
    Predicate<String> needless,
    List<Vgg16Layers.Names> names) {
  /** Convolutions per block; a pooling follows each block. */
  static final List<Integer> BLOCKS = List.of(2, 2, 3, 3, 3);

  static final int CONVOLUTIONS = BLOCKS.stream().mapToInt(Integer::intValue).sum();

  /** The first layer's name in Keras and in conversions of its files. */
  static final String FIRST_OF_KERAS = "block1_conv1";

  /** Scale, shift, mean and variance by their names in this library and PyTorch. */
  static final List<String> NORMALISATION =
      List.of("weight", "bias", "running_mean", "running_var");

  private static final int COLOURS = 3;

  /**
   * One convolution's tensors.
   *
   * @param kernel its kernel
   * @param bias its bias
   * @param normalisation scale, shift, mean and variance of its batch normalisation; empty if there
   *     is none
   */
  record Names(String kernel, String bias, List<String> normalisation) {}

  /** A tensor of the source: its name in the network, and its shape in the source. */
  record Source(String target, int[] shape) {}

  boolean hasKerasNames() {
    return names.get(0).kernel().startsWith(FIRST_OF_KERAS);
  }

  /**
   * Compares a source with these names, at the width that its first kernel shows.
   *
   * @throws ModelFormatException if the width is not valid
   */
  TensorImport imported(StateDict tensors) {
    Map<String, int[]> wanted = new LinkedHashMap<>();
    sources(tensors).forEach((name, source) -> wanted.put(name, source.shape()));
    return new TensorImport(tensors, wanted, needless);
  }

  /** Returns the tensors by their names in the source, in the order in which data flows. */
  Map<String, Source> sources(StateDict tensors) {
    NetworkLayout layout = layout(tensors);
    Map<String, Source> sources = new LinkedHashMap<>();
    Iterator<Names> next = names.iterator();
    for (int block = 1; block <= BLOCKS.size(); block++) {
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        put(sources, next.next(), layer, sources.isEmpty() ? COLOURS : layer.inputChannels());
      }
    }
    return sources;
  }

  private NetworkLayout layout(StateDict tensors) {
    String first = names.get(0).kernel();
    int width = tensors.size(first, outputsLast ? 3 : 0, 0);
    try {
      return new NetworkLayout(NetworkConfig.builder(variant).baseChannels(width).build());
    } catch (InvalidInputException e) {
      throw new ModelFormatException(
          tensors.origin() + " is no " + words + ": " + first + " has " + width + " outputs", e);
    }
  }

  private void put(Map<String, Source> sources, Names from, ConvolutionLayer layer, int input) {
    int output = layer.outputChannels();
    int side = layer.kernel();
    int[] shape =
        outputsLast ? new int[] {side, side, input, output} : new int[] {output, input, side, side};
    sources.put(from.kernel(), new Source(layer.name() + ".weight", shape));
    sources.put(from.bias(), new Source(layer.name() + ".bias", new int[] {output}));
    for (int i = 0; i < from.normalisation().size(); i++) {
      String target = layer.batchNorm() + "." + NORMALISATION.get(i);
      sources.put(from.normalisation().get(i), new Source(target, new int[] {output}));
    }
  }
}
