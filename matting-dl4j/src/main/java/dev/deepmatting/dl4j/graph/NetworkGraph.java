package dev.deepmatting.dl4j.graph;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.tensor.TensorCodec;
import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.weights.FoldedConvolution;
import dev.deepmatting.dl4j.weights.NetworkLayout;
import dev.deepmatting.dl4j.weights.NetworkWeights;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deep Image Matting (Xu et al., CVPR 2017) as a SameDiff graph for inference, batch normalisation
 * folded. Input {@link #INPUT}: float32 [N, 4, H, W], H and W multiples of 32. Output {@link
 * #ALPHA}: float32 [N, 1, H, W] in 0..1.
 */
public final class NetworkGraph {
  /** Name of the input placeholder. */
  public static final String INPUT = "input";

  /** Name of the output, the alpha of the last stage that the network has. */
  public static final String ALPHA = "alpha";

  private static final int LEVELS = 5;

  private final SameDiff graph = SameDiff.create();
  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final NetworkWeights weights;

  private NetworkGraph(NetworkWeights weights) {
    this.config = weights.config();
    this.layout = new NetworkLayout(config);
    this.weights = weights;
  }

  /**
   * Builds the graph.
   *
   * @param weights the network's weights
   * @return a graph with the weights as constants; not safe to share between threads
   */
  public static SameDiff forInference(NetworkWeights weights) {
    NetworkGraph network = new NetworkGraph(weights);
    network.build();
    return network.graph;
  }

  private void build() {
    SDVariable input = graph.placeHolder(INPUT, DataType.FLOAT, -1, TensorCodec.CHANNELS, -1, -1);
    SDVariable[] beforePooling = new SDVariable[LEVELS];
    SDVariable value = input;
    for (int block = 1; block <= LEVELS; block++) {
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        value = rectified(layer, value);
      }
      beforePooling[block - 1] = value;
      value = graph.cnn().maxPooling2d("pooled" + block, value, MaxUnpool.window());
    }
    for (ConvolutionLayer layer : layout.bridge()) {
      value = rectified(layer, value);
    }
    for (int level = LEVELS; level >= 1; level--) {
      SDVariable feature = beforePooling[level - 1];
      SDVariable upsampled = upsample(level, value, feature);
      SDVariable joined = config.skip() ? upsampled.add(feature) : upsampled;
      value = rectified(layout.decoder(level), joined);
    }
    head(input, convolve(layout.rawAlpha(), value));
  }

  private void head(SDVariable input, SDVariable rawLogit) {
    if (config.refinementHead() == RefinementHead.NONE) {
      graph.nn().sigmoid(ALPHA, rawLogit);
      return;
    }
    SDVariable colours =
        input.get(SDIndex.all(), SDIndex.interval(0, 3), SDIndex.all(), SDIndex.all());
    SDVariable value = graph.concat(1, colours, graph.nn().sigmoid(rawLogit));
    for (ConvolutionLayer layer : layout.refinementHidden()) {
      value = rectified(layer, value);
    }
    SDVariable refinement = convolve(layout.refinementPrediction(), value);
    boolean residual = config.refinementHead() == RefinementHead.LOGIT_RESIDUAL;
    graph.nn().sigmoid(ALPHA, residual ? rawLogit.add(refinement) : refinement);
  }

  private SDVariable upsample(int level, SDVariable value, SDVariable feature) {
    return switch (config.upsampling()) {
      case MAX_UNPOOL -> MaxUnpool.of(feature, value);
      case BILINEAR -> Bilinear.doubled(value);
      case TRANSPOSED_CONVOLUTION -> transposedConvolution(level, value);
    };
  }

  private SDVariable transposedConvolution(int level, SDVariable value) {
    String name = layout.learnedUpsampling(level);
    return TransposedConvolution.doubled(
        value, weights.tensor(name + ".weight"), constant(name + ".bias"));
  }

  private SDVariable rectified(ConvolutionLayer layer, SDVariable value) {
    return graph.nn().relu(convolve(layer, value), 0);
  }

  private SDVariable convolve(ConvolutionLayer layer, SDVariable value) {
    FoldedConvolution folded = weights.folded(layer);
    int padding = layer.kernel() / 2;
    Conv2DConfig same =
        Conv2DConfig.builder()
            .kH(layer.kernel())
            .kW(layer.kernel())
            .pH(padding)
            .pW(padding)
            .dataFormat(Conv2DConfig.NCHW)
            .weightsFormat(WeightsFormat.OIYX)
            .build();
    SDVariable kernel = constant(layer.name() + ".weight", folded.kernel());
    SDVariable bias = constant(layer.name() + ".bias", folded.bias());
    return graph.cnn().conv2d(layer.name(), value, kernel, bias, same);
  }

  private SDVariable constant(String name) {
    return constant(name, weights.tensor(name));
  }

  private SDVariable constant(String name, FloatTensor tensor) {
    return graph.constant(name, Nd4j.create(tensor.values(), longs(tensor.shape())));
  }

  private static long[] longs(int[] shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }
}
