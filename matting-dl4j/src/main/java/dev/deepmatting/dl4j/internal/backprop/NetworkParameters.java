package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.train.ParameterGroup;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's parameters and running statistics while it trains. A group's parameters are
 * consecutive in one array, so that an optimiser sees a single vector. Not safe to share between
 * threads.
 */
public final class NetworkParameters implements AutoCloseable {
  private static final String MEAN = ".running_mean";
  private static final String VARIANCE = ".running_var";

  private final ArrayPool memory = new ArrayPool();
  private final NetworkConfig config;
  private final Map<ParameterGroup, Segment> segments = new EnumMap<>(ParameterGroup.class);
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, RunningStatistics> statistics = new LinkedHashMap<>();
  private final List<String> names;

  /**
   * A group's parameters in one vector.
   *
   * @param group the group
   * @param values all its numbers
   * @param sums accumulated gradients, one per value, or null if the group is frozen
   * @param names the tensors in order
   */
  public record Segment(
      ParameterGroup group, INDArray values, @Nullable INDArray sums, List<String> names) {
    /**
     * Returns the accumulated gradients.
     *
     * @return one per value
     * @throws NullPointerException if the group is frozen
     */
    public INDArray gradients() {
      return Objects.requireNonNull(sums, group.id());
    }
  }

  /**
   * Copies a network's weights.
   *
   * @param weights the starting point of training
   * @param type float or double
   * @param trains the groups that learn; the others have no gradients
   */
  public NetworkParameters(NetworkWeights weights, DataType type, List<ParameterGroup> trains) {
    config = weights.config();
    names = List.copyOf(weights.tensors().keySet());
    for (ParameterGroup group : ParameterGroup.values()) {
      addSegment(group, weights, type, trains.contains(group));
    }
    for (ConvolutionLayer layer : new Groups(config).normalised()) {
      String name = layer.batchNorm();
      statistics.put(
          name,
          new RunningStatistics(
              weights.tensor(name + MEAN).values(),
              weights.tensor(name + VARIANCE).values(),
              type == DataType.FLOAT));
    }
  }

  private void addSegment(
      ParameterGroup group, NetworkWeights weights, DataType type, boolean trains) {
    List<String> members = new Groups(config).parameters(group);
    long length = members.stream().mapToLong(name -> weights.tensor(name).values().length).sum();
    if (length == 0) {
      return;
    }
    INDArray values = memory.take(type, length);
    @Nullable INDArray gradients = trains ? memory.take(type, length).assign(0) : null;
    long offset = 0;
    for (String name : members) {
      FloatTensor tensor = weights.tensor(name);
      long[] shape = NativeArrays.shape(tensor);
      INDArray value = memory.part(values, offset, shape);
      @Nullable INDArray gradient =
          gradients == null ? null : memory.part(gradients, offset, shape);
      NativeArrays.write(tensor.values(), value);
      parameters.put(name, new Parameter(name, value, gradient));
      offset += tensor.values().length;
    }
    segments.put(group, new Segment(group, values, gradients, members));
  }

  /**
   * Returns the network's configuration.
   *
   * @return the configuration
   */
  public NetworkConfig config() {
    return config;
  }

  /**
   * Returns a parameter.
   *
   * @param name its name in the network's layout
   * @return the parameter
   */
  public Parameter parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /**
   * Returns the running statistics of a normalisation.
   *
   * @param batchNorm its prefix in the network's layout
   * @return the statistics
   */
  public RunningStatistics statistics(String batchNorm) {
    return Objects.requireNonNull(statistics.get(batchNorm), batchNorm);
  }

  /**
   * Returns the groups that learn.
   *
   * @return their vectors, in the order of {@link ParameterGroup}
   */
  public List<Segment> trained() {
    return segments.values().stream().filter(segment -> segment.sums() != null).toList();
  }

  /**
   * Returns a group, whether it learns or not.
   *
   * @param group one that has parameters in this network
   * @return its vector
   */
  public Segment segment(ParameterGroup group) {
    return Objects.requireNonNull(segments.get(group), group.id());
  }

  /** Sets all gradients to 0. */
  public void clearGradients() {
    trained().forEach(segment -> segment.gradients().assign(0));
  }

  /**
   * Returns the current tensors of the network.
   *
   * @return copies, in the order of the network's layout
   */
  public NetworkWeights weights() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, parameters.containsKey(name) ? parameterTensor(name) : statistic(name));
    }
    return NetworkWeights.of(config, Collections.unmodifiableMap(tensors));
  }

  private FloatTensor parameterTensor(String name) {
    return NativeArrays.tensor(parameter(name).value());
  }

  private FloatTensor statistic(String name) {
    boolean mean = name.endsWith(MEAN);
    String prefix = name.substring(0, name.length() - (mean ? MEAN : VARIANCE).length());
    RunningStatistics running = statistics(prefix);
    double[] values = mean ? running.mean() : running.variance();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new FloatTensor(floats, floats.length);
  }

  @Override
  public void close() {
    memory.close();
  }
}
