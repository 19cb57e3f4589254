package dev.deepmatting.dl4j.internal.weights.nn;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a {@code ComputationGraph} as float32, named as in its own parameter table, by
 * vertex and parameter: {@code conv_W}, {@code conv_b}, {@code bn_gamma}. Layers come in
 * topological order, including frozen ones.
 *
 * <p>DeepLearning4J keeps kernels as [output, input, height, width] whether its images are NCHW or
 * NHWC, and its model import transposes Keras's [height, width, input, output] to that. A
 * convolution's bias and the four parameters of a batch normalisation, {@code gamma}, {@code beta},
 * {@code mean} and {@code var} in this order, have one dimension. The variance is {@code var} even
 * if the layer stores the logarithm of the deviation. It is converted to a given epsilon: it
 * includes the difference to the layer's own epsilon. A missing bias, and a locked gamma or beta,
 * are present with their fixed values.
 *
 * <p>Not safe to share between threads, or to read while the graph trains. Closing does nothing.
 */
public final class GraphTensors implements TensorFile {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, GraphConvolution> convolutions = new LinkedHashMap<>();
  private final double epsilon;

  private record Parameter(TensorInfo info, Supplier<float[]> numbers) {}

  /**
   * Reads the graph's layers; copies no numbers.
   *
   * @param graph an initialised graph
   * @param epsilon is added to variances where they are used
   * @throws InvalidInputException if the graph is not initialised
   */
  public GraphTensors(ComputationGraph graph, double epsilon) {
    this.epsilon = epsilon;
    if (graph.getVertices() == null) {
      throw new InvalidInputException("graph has no parameters yet, wanted one after its init()");
    }
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      if (vertex.hasLayer()) {
        List<String> inputs =
            graph.getConfiguration().getVertexInputs().get(vertex.getVertexName());
        add(
            vertex.getVertexName(),
            Objects.requireNonNull(inputs, vertex.getVertexName()).get(0),
            vertex.getLayer());
      }
    }
  }

  private void add(String name, String input, Layer layer) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    if (conf instanceof FrozenLayer frozen) {
      conf = frozen.getLayer();
    }
    Map<String, INDArray> table = layer.paramTable();
    if (isConvolution(conf)) {
      addConvolution(name, (ConvolutionLayer) conf, table);
    } else if (conf instanceof BatchNormalization normalisation) {
      addNormalisation(name, normalisation, table);
      convolutions.computeIfPresent(
          input,
          (key, before) -> new GraphConvolution(key, before.activation(), Optional.of(name)));
    } else {
      table.forEach((key, array) -> put(name + "_" + key, array.shape(), () -> floats(array)));
    }
  }

  /** Excludes subclasses such as deconvolutions, whose kernels have another layout. */
  private static boolean isConvolution(org.deeplearning4j.nn.conf.layers.Layer conf) {
    return conf.getClass() == ConvolutionLayer.class || conf.getClass() == Convolution2D.class;
  }

  private void addConvolution(String name, ConvolutionLayer conf, Map<String, INDArray> table) {
    INDArray kernel =
        Objects.requireNonNull(table.get(ConvolutionParamInitializer.WEIGHT_KEY), name);
    put(name + "_" + ConvolutionParamInitializer.WEIGHT_KEY, kernel.shape(), () -> floats(kernel));
    putRow(name, ConvolutionParamInitializer.BIAS_KEY, table, conf.getNOut(), 0);
    convolutions.put(
        name, new GraphConvolution(name, conf.getActivationFn().toString(), Optional.empty()));
  }

  private void addNormalisation(String name, BatchNormalization conf, Map<String, INDArray> table) {
    long channels = conf.getNOut();
    putRow(name, BatchNormalizationParamInitializer.GAMMA, table, channels, conf.getGamma());
    putRow(name, BatchNormalizationParamInitializer.BETA, table, channels, conf.getBeta());
    putRow(name, BatchNormalizationParamInitializer.GLOBAL_MEAN, table, channels, 0);
    put(
        name + "_" + BatchNormalizationParamInitializer.GLOBAL_VAR,
        new long[] {channels},
        () -> variances(conf, table));
  }

  private float[] variances(BatchNormalization conf, Map<String, INDArray> table) {
    String key =
        conf.isUseLogStd()
            ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
            : BatchNormalizationParamInitializer.GLOBAL_VAR;
    float[] values = floats(Objects.requireNonNull(table.get(key), key));
    for (int i = 0; i < values.length; i++) {
      double variance = conf.isUseLogStd() ? Math.pow(10, 2.0 * values[i]) : values[i];
      values[i] = (float) (variance + (conf.getEps() - epsilon));
    }
    return values;
  }

  private void putRow(
      String layer, String key, Map<String, INDArray> table, long count, double fixed) {
    put(layer + "_" + key, new long[] {count}, () -> row(table.get(key), (int) count, fixed));
  }

  private static float[] row(@Nullable INDArray array, int count, double fixed) {
    if (array != null) {
      return floats(array);
    }
    float[] values = new float[count];
    Arrays.fill(values, (float) fixed);
    return values;
  }

  private void put(String name, long[] shape, Supplier<float[]> numbers) {
    List<Integer> sizes = LongStream.of(shape).mapToObj(Math::toIntExact).toList();
    parameters.put(name, new Parameter(new TensorInfo(name, DataType.F32, sizes), numbers));
  }

  /** Returns the array in row-major order, whatever its layout in the graph's parameter vector. */
  private static float[] floats(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  /**
   * Returns the graph's convolutions over images.
   *
   * @return an unmodifiable list in topological order
   */
  public List<GraphConvolution> convolutions() {
    return List.copyOf(convolutions.values());
  }

  @Override
  public String format() {
    return "DL4J, ComputationGraph";
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public Collection<TensorInfo> tensors() {
    List<TensorInfo> infos = new ArrayList<>();
    parameters.values().forEach(parameter -> infos.add(parameter.info()));
    return List.copyOf(infos);
  }

  @Override
  public ByteBuffer bytes(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new ModelFormatException("the graph has no parameter " + name);
    }
    float[] numbers = parameter.numbers().get();
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes;
  }

  @Override
  public void close() {}

  /**
   * A convolution of a {@code ComputationGraph}.
   *
   * @param layer its vertex
   * @param activation the layer's own activation, such as {@code identity} or {@code relu}
   * @param normalisation the vertex of the batch normalisation that takes its output, if any
   */
  public record GraphConvolution(String layer, String activation, Optional<String> normalisation) {}
}
