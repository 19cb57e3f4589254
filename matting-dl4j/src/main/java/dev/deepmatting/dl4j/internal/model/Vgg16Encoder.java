package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.nn.GraphTensors;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * VGG16's convolutions as a matting network's encoder: kernels [output, input, 3, 3], the first
 * with a fourth input channel of zeros, so that the trimap has no effect before training.
 *
 * @param origin the source's name in error messages
 * @param hasKerasNames whether the source has Keras names
 * @param tensors the encoder's tensors by their names in the network
 * @param report the fate of the source's tensors
 */
public record Vgg16Encoder(
    String origin, boolean hasKerasNames, Map<String, FloatTensor> tensors, ImportReport report) {
  private static final int COLOURS = 3;
  private static final int CHANNELS = 4;

  /**
   * Reads a file.
   *
   * @param weights a file or bytes
   * @param wanted the accepted forms
   * @return the encoder
   * @throws ModelFormatException if it cannot be read, or has none of these forms
   */
  public static Vgg16Encoder read(WeightSource weights, List<Vgg16Form> wanted) {
    try (TensorFile file = TensorFiles.open(weights)) {
      StateDict source = new StateDict("model " + weights, file);
      Vgg16Form form = Vgg16Form.of(source).orElse(null);
      if (form == null || !wanted.contains(form)) {
        throw new ModelFormatException(
            source.origin()
                + " holds "
                + (form == null ? "no VGG16 of a known form" : form.words())
                + ", wanted "
                + wanted.stream().map(Vgg16Form::described).toList());
      }
      return of(form.layers(), source);
    }
  }

  /**
   * Copies an encoder from a graph.
   *
   * @param graph a graph of DL4J
   * @param variant the network that the encoder is for
   * @return the encoder
   * @throws ModelFormatException if it is not such a graph
   */
  public static Vgg16Encoder read(ComputationGraph graph, Variant variant) {
    double epsilon = NetworkConfig.builder(variant).build().batchNormEpsilon();
    try (GraphTensors tensors = new GraphTensors(graph, epsilon)) {
      StateDict source = new StateDict(Vgg16Graph.ORIGIN, tensors);
      return of(Vgg16Graph.layers(tensors, variant), source);
    }
  }

  private static Vgg16Encoder of(Vgg16Layers layers, StateDict source) {
    TensorImport imported = layers.imported(source);
    Map<String, FloatTensor> read = imported.read(layers.words(), true);
    Map<String, FloatTensor> encoder = new LinkedHashMap<>();
    layers
        .sources(source)
        .forEach(
            (name, target) -> {
              FloatTensor numbers = Objects.requireNonNull(read.remove(name), name);
              FloatTensor tensor = NetworkWeights.requireNumbers(target.target(), numbers);
              boolean kernel = target.shape().length == 4;
              FloatTensor ours = kernel && layers.outputsLast() ? outputsFirst(tensor) : tensor;
              encoder.put(target.target(), encoder.isEmpty() ? withTrimapChannel(ours) : ours);
            });
    return new Vgg16Encoder(source.origin(), layers.hasKerasNames(), encoder, imported.report());
  }

  /** Transposes [height, width, input, output] to [output, input, height, width]. */
  private static FloatTensor outputsFirst(FloatTensor tensor) {
    int area = tensor.size(0) * tensor.size(1);
    int inputs = tensor.size(2);
    int outputs = tensor.size(3);
    float[] from = tensor.values();
    float[] to = new float[from.length];
    for (int place = 0; place < area; place++) {
      for (int input = 0; input < inputs; input++) {
        for (int output = 0; output < outputs; output++) {
          to[(output * inputs + input) * area + place] =
              from[(place * inputs + input) * outputs + output];
        }
      }
    }
    return new FloatTensor(to, outputs, inputs, tensor.size(0), tensor.size(1));
  }

  private static FloatTensor withTrimapChannel(FloatTensor kernel) {
    int area = kernel.size(2) * kernel.size(3);
    float[] values = new float[kernel.size(0) * CHANNELS * area];
    for (int output = 0; output < kernel.size(0); output++) {
      System.arraycopy(
          kernel.values(),
          output * COLOURS * area,
          values,
          output * CHANNELS * area,
          COLOURS * area);
    }
    return new FloatTensor(values, kernel.size(0), CHANNELS, kernel.size(2), kernel.size(3));
  }
}
