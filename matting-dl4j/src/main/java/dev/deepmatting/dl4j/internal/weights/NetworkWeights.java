package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights, complete and with the right shapes. Safe to share between threads as long as
 * no thread writes to the tensors.
 */
public final class NetworkWeights {
  private final NetworkConfig config;
  private final Set<String> names;
  private final Function<String, FloatTensor> tensors;

  private NetworkWeights(NetworkConfig config, Function<String, FloatTensor> tensors) {
    this.config = config;
    this.names = new NetworkLayout(config).tensors().keySet();
    this.tensors = tensors;
  }

  /**
   * Creates weights that are read on each request, so that no more than one tensor is in memory.
   *
   * @param config the network
   * @param reader returns a tensor of the network by its name, of the right shape and checked by
   *     {@link #requireNumbers}
   * @return the network's weights
   */
  public static NetworkWeights reading(NetworkConfig config, Function<String, FloatTensor> reader) {
    return new NetworkWeights(config, reader);
  }

  /**
   * Checks that tensors are exactly those of a network. Batch normalisation's counters ({@code
   * num_batches_tracked}) are allowed and dropped.
   *
   * @param config the network
   * @param tensors tensors by name
   * @return the network's weights
   * @throws ModelFormatException if one is missing, extra or of another shape, or is not finite
   */
  public static NetworkWeights of(NetworkConfig config, Map<String, FloatTensor> tensors) {
    Map<String, FloatTensor> checked = new LinkedHashMap<>();
    new NetworkLayout(config)
        .tensors()
        .forEach((name, shape) -> checked.put(name, require(name, shape, tensors.get(name))));
    for (String name : tensors.keySet()) {
      if (!checked.containsKey(name) && !name.endsWith(".num_batches_tracked")) {
        throw new ModelFormatException(
            "tensor " + name + " does not belong to the network " + config);
      }
    }
    return new NetworkWeights(config, checked::get);
  }

  private static FloatTensor require(String name, int[] shape, @Nullable FloatTensor tensor) {
    if (tensor == null) {
      throw new ModelFormatException(
          "tensor " + name + " is missing, wanted shape " + Arrays.toString(shape));
    }
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new ModelFormatException(
          "tensor "
              + name
              + " has shape "
              + Arrays.toString(tensor.shape())
              + ", wanted "
              + Arrays.toString(shape));
    }
    return requireNumbers(name, tensor);
  }

  /**
   * Checks that a tensor's values are usable.
   *
   * @param name its name; the suffix {@code .running_var} marks variances, which must not be
   *     negative
   * @param tensor the tensor
   * @return the tensor
   * @throws ModelFormatException if a value is not finite, or a variance is negative
   */
  public static FloatTensor requireNumbers(String name, FloatTensor tensor) {
    boolean variance = name.endsWith(".running_var");
    for (float value : tensor.values()) {
      if (!Float.isFinite(value) || variance && value < 0) {
        throw new ModelFormatException(
            "tensor "
                + name
                + " holds "
                + value
                + " as float32"
                + (variance ? ", wanted variances, finite and not negative" : ", wanted numbers"));
      }
    }
    return tensor;
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
   * Returns one tensor.
   *
   * @param name a name of the network's layout
   * @return the tensor
   */
  public FloatTensor tensor(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("the network has no tensor " + name);
    }
    return tensors.apply(name);
  }

  /**
   * Returns all tensors, in memory.
   *
   * @return an unmodifiable map by name, in the order in which data flows
   */
  public Map<String, FloatTensor> tensors() {
    Map<String, FloatTensor> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, tensors.apply(name)));
    return Collections.unmodifiableMap(all);
  }

  /**
   * Returns a convolution for inference: its batch normalisation, now a fixed scale and shift of
   * each channel, is folded into kernel and bias, in double precision.
   *
   * @param layer a layer of the network
   * @return kernel and bias
   */
  public FoldedConvolution folded(ConvolutionLayer layer) {
    FoldedConvolution plain =
        new FoldedConvolution(tensor(layer.name() + ".weight"), tensor(layer.name() + ".bias"));
    if (layer.batchNorm() == null) {
      return plain;
    }
    return plain.fold(
        tensor(layer.batchNorm() + ".weight").values(),
        tensor(layer.batchNorm() + ".bias").values(),
        tensor(layer.batchNorm() + ".running_mean").values(),
        tensor(layer.batchNorm() + ".running_var").values(),
        config.batchNormEpsilon());
  }
}
