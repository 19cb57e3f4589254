package dev.deepmatting.dl4j.internal.graph;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.FoldedConvolution;
import dev.deepmatting.dl4j.internal.weights.GuideLogits;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * Deep Image Matting (Xu et al., CVPR 2017) as a SameDiff graph for inference, batch normalisation
 * folded. Input {@link #INPUT}: float32 [N, C, H, W], C the network's input channels, H and W
 * multiples of 32. Output {@link #ALPHA}: float32 [N, 1, H, W] in 0..1. {@link #parameters} returns
 * the values of the weights.
 */
public final class NetworkGraph {
  /** Name of the input placeholder. */
  public static final String INPUT = "input";

  /** Name of the output, the alpha of the network's last stage. */
  public static final String ALPHA = "alpha";

  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final int LEVELS = 5;
  private static final int COLOURS_AND_TRIMAP = 4;

  private final SameDiff graph = SameDiff.create();
  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final GraphForm form;

  private NetworkGraph(NetworkConfig config, GraphForm form) {
    this.config = config;
    this.layout = new NetworkLayout(config);
    this.form = form;
  }

  /**
   * Builds the graph with placeholders for the weights, so that it owns no memory that SameDiff
   * would free late.
   *
   * @param config the network
   * @return a graph without weights; not safe to share between threads
   */
  public static SameDiff forInference(NetworkConfig config) {
    NetworkGraph network = new NetworkGraph(config, new GraphForm.InferenceForm());
    network.build();
    return network.graph;
  }

  /**
   * Builds the graph with the weights as constants, from ops that ND4J knows without this library,
   * for a file that others read.
   *
   * @param config the network
   * @param weights an array for each name of {@link #parameters}, not copied; they must outlive the
   *     graph
   * @return a graph that needs only its input; not safe to share between threads
   */
  public static SameDiff withWeights(NetworkConfig config, Map<String, INDArray> weights) {
    NetworkGraph network = new NetworkGraph(config, new GraphForm.PortableForm(weights));
    // SameDiff's own holders copy their arrays.
    network.graph.setArrayHolders(
        new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    network.build();
    return network.graph;
  }

  /**
   * Returns the values of the weights for a graph, batch normalisation folded.
   *
   * @param weights the network's weights
   * @return tensors by their name in the graph
   */
  public static Map<String, FloatTensor> parameters(NetworkWeights weights) {
    Map<String, FloatTensor> parameters = new LinkedHashMap<>();
    NetworkLayout layout = new NetworkLayout(weights.config());
    for (ConvolutionLayer layer : layout.convolutions()) {
      FoldedConvolution folded = weights.folded(layer);
      parameters.put(layer.name() + WEIGHT, folded.kernel());
      parameters.put(layer.name() + BIAS, folded.bias());
    }
    if (weights.config().upsampling() == Upsampling.TRANSPOSED_CONVOLUTION) {
      for (int level = LEVELS; level >= 1; level--) {
        String name = layout.learnedUpsampling(level);
        parameters.put(name + WEIGHT, weights.tensor(name + WEIGHT));
        parameters.put(name + BIAS, weights.tensor(name + BIAS));
      }
    }
    return parameters;
  }

  private void build() {
    SDVariable input = graph.placeHolder(INPUT, DataType.FLOAT, -1, config.inputChannels(), -1, -1);
    SDVariable[] beforePooling = new SDVariable[LEVELS];
    SDVariable[] pooled = new SDVariable[LEVELS];
    SDVariable value = input;
    for (int block = 1; block <= LEVELS; block++) {
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        value = rectified(layer, value);
      }
      beforePooling[block - 1] = value;
      value = graph.cnn().maxPooling2d("pooled" + block, value, MaxUnpool.window());
      pooled[block - 1] = value;
    }
    for (ConvolutionLayer layer : layout.bridge()) {
      value = rectified(layer, value);
    }
    for (int level = LEVELS; level >= 1; level--) {
      SDVariable feature = beforePooling[level - 1];
      SDVariable upsampled = upsample(level, value, feature, pooled[level - 1]);
      SDVariable joined = config.skip() ? upsampled.add(feature) : upsampled;
      value = rectified(layout.decoder(level), joined);
    }
    head(input, rawLogit(input, value));
  }

  private SDVariable rawLogit(SDVariable input, SDVariable decoded) {
    Optional<ConvolutionLayer> gate = layout.guideGate();
    if (gate.isEmpty()) {
      return convolve(layout.rawAlpha(), decoded);
    }
    SDVariable logits = guideLogits(input);
    SDVariable seen = graph.concat(1, decoded, logits.mul(GuideLogits.SCALE));
    SDVariable followed = convolve(gate.get(), seen).mul(logits).sum(true, 1);
    return convolve(layout.rawAlpha(), seen).add(followed);
  }

  private SDVariable guideLogits(SDVariable input) {
    SDIndex guides = SDIndex.interval(COLOURS_AND_TRIMAP, config.inputChannels());
    SDVariable encoded = input.get(SDIndex.all(), guides, SDIndex.all(), SDIndex.all());
    SDVariable alpha =
        graph.math().clipByValue(encoded.add(1).mul(0.5), GuideLogits.LEAST, GuideLogits.MOST);
    return graph.math().log(alpha.div(alpha.rsub(1)));
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

  private SDVariable upsample(int level, SDVariable value, SDVariable feature, SDVariable pooled) {
    return switch (config.upsampling()) {
      case MAX_UNPOOL -> form.unpool(feature, pooled, value);
      case BILINEAR -> Bilinear.doubled(value);
      case TRANSPOSED_CONVOLUTION -> transposedConvolution(level, value);
    };
  }

  private SDVariable transposedConvolution(int level, SDVariable value) {
    String name = layout.learnedUpsampling(level);
    return TransposedConvolution.doubled(
        value, form.weight(graph, name + WEIGHT, 4), form.weight(graph, name + BIAS, 1));
  }

  private SDVariable rectified(ConvolutionLayer layer, SDVariable value) {
    return graph.nn().relu(convolve(layer, value), 0);
  }

  private SDVariable convolve(ConvolutionLayer layer, SDVariable value) {
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
    SDVariable kernel = form.weight(graph, layer.name() + WEIGHT, 4);
    SDVariable bias = form.weight(graph, layer.name() + BIAS, 1);
    return graph.cnn().conv2d(layer.name(), value, kernel, bias, same);
  }

  /**
   * Bilinear upsampling by two, corners not aligned, from ops that all have gradients. Each output
   * is 3/4 of its own input and 1/4 of the next one on its side, with the edge repeated. This
   * equals doubling each pixel and smoothing by 1/4, 1/2, 1/4, which is two averages of two; the
   * first ignores pixels beyond the edge, which repeats the edge.
   */
  static final class Bilinear {
    private Bilinear() {}

    static SDVariable doubled(SDVariable value) {
      SameDiff graph = value.getSameDiff();
      SDVariable repeated = graph.cnn().upsampling2d(value, 2, 2, true);
      SDVariable once = graph.cnn().avgPooling2d(repeated, averageOfTwo(1));
      return graph.cnn().avgPooling2d(once, averageOfTwo(0));
    }

    private static Pooling2DConfig averageOfTwo(int padding) {
      return Pooling2DConfig.builder()
          .kH(2)
          .kW(2)
          .sH(1)
          .sW(1)
          .pH(padding)
          .pW(padding)
          .type(Pooling2D.Pooling2DType.AVG)
          .divisor(Pooling2D.Divisor.EXCLUDE_PADDING)
          .build();
    }
  }

  /** Learned upsampling by two: a 4x4 transposed convolution, stride 2, padding 1. */
  static final class TransposedConvolution {
    private TransposedConvolution() {}

    /**
     * Adds it to a graph.
     *
     * @param kernel [input channels, output channels, 4, 4], as PyTorch stores it
     * @param bias [output channels]
     */
    static SDVariable doubled(SDVariable value, SDVariable kernel, SDVariable bias) {
      DeConv2DConfig window =
          DeConv2DConfig.builder().kH(4).kW(4).sH(2).sW(2).pH(1).pW(1).dataFormat("NCHW").build();
      SDVariable heightWidthOutIn = kernel.permute(2, 3, 1, 0);
      return value.getSameDiff().cnn().deconv2d(value, heightWidthOutIn, bias, window);
    }
  }
}
