package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The initial weights of training: kernels uniformly distributed with the variance of He et al.
 * (ICCV 2015), two divided by the number of inputs; biases 0. Learned upsamplings start as bilinear
 * ones (Long et al., CVPR 2015). The last kernel of a head that adds to the raw alpha's logit is 0,
 * so that the head initially changes nothing. A guided network initially returns its first guide's
 * matte: that guide's gate is 1 everywhere, and the kernel of the raw alpha is 0.
 *
 * <p>Each tensor depends only on the seed and its name.
 */
final class FirstWeights {
  /** The share of unpooled values that are not 0. */
  private static final double UNPOOLED_SHARE = 0.25;

  private static final String WEIGHT = ".weight";
  private static final double[] BILINEAR = {0.25, 0.75, 0.75, 0.25};

  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final List<String> zeroKernels;
  private final long seed;

  FirstWeights(NetworkConfig config, long seed) {
    this.config = config;
    this.layout = new NetworkLayout(config);
    this.zeroKernels = zeroKernels();
    this.seed = seed;
  }

  /**
   * Creates a complete network.
   *
   * @param known tensors to use unchanged; all others are new
   */
  NetworkWeights with(Map<String, FloatTensor> known) {
    Map<String, Double> bounds = bounds();
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    layout
        .tensors()
        .forEach(
            (name, shape) ->
                tensors.put(
                    name, known.containsKey(name) ? known.get(name) : first(name, shape, bounds)));
    return NetworkWeights.of(config, tensors);
  }

  /** Returns the largest absolute value of each convolution's kernel. */
  private Map<String, Double> bounds() {
    Map<String, Double> bounds = new HashMap<>();
    for (ConvolutionLayer layer : layout.convolutions()) {
      bounds.put(layer.name() + WEIGHT, bound(layer, 6));
    }
    if (config.upsampling() == Upsampling.MAX_UNPOOL && !config.skip()) {
      for (int level = 1; level <= 5; level++) {
        bounds.merge(
            layout.decoder(level).name() + WEIGHT,
            1 / Math.sqrt(UNPOOLED_SHARE),
            (bound, factor) -> bound * factor);
      }
    }
    bounds.put(rawAlphaKernel(), bound(layout.rawAlpha(), 3));
    return bounds;
  }

  /** Returns kernels of layers that initially change nothing. */
  private List<String> zeroKernels() {
    List<String> names = new ArrayList<>();
    layout
        .guideGate()
        .ifPresent(gate -> names.addAll(List.of(gate.name() + WEIGHT, rawAlphaKernel())));
    if (config.refinementHead() == RefinementHead.LOGIT_RESIDUAL) {
      names.add(layout.refinementPrediction().name() + WEIGHT);
    }
    return names;
  }

  private String rawAlphaKernel() {
    return layout.rawAlpha().name() + WEIGHT;
  }

  private boolean isBiasOfGate(String name) {
    return layout.guideGate().filter(gate -> name.equals(gate.name() + ".bias")).isPresent();
  }

  private static double bound(ConvolutionLayer layer, double numerator) {
    return Math.sqrt(numerator / (layer.inputChannels() * layer.kernel() * layer.kernel()));
  }

  private FloatTensor first(String name, int[] shape, Map<String, Double> bounds) {
    int length = 1;
    for (int size : shape) {
      length *= size;
    }
    float[] values = new float[length];
    if (zeroKernels.contains(name)) {
      return new FloatTensor(values, shape);
    }
    if (isBiasOfGate(name)) {
      values[0] = 1;
    } else if (bounds.containsKey(name)) {
      fillEvenly(values, bounds.get(name), name);
    } else if (name.endsWith(".up.weight")) {
      fillBilinear(values, shape[0]);
    } else if (name.endsWith(".running_var") || name.endsWith(WEIGHT)) {
      Arrays.fill(values, 1);
    }
    return new FloatTensor(values, shape);
  }

  private void fillEvenly(float[] values, double bound, String name) {
    SplittableRandom random = new SplittableRandom(31 * seed + name.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }

  private static void fillBilinear(float[] values, int channels) {
    int side = BILINEAR.length;
    for (int channel = 0; channel < channels; channel++) {
      int start = (channel * channels + channel) * side * side;
      for (int i = 0; i < side * side; i++) {
        values[start + i] = (float) (BILINEAR[i / side] * BILINEAR[i % side]);
      }
    }
  }
}
