package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of a network in the order in which data flows, under the names that public checkpoints
 * use. Both engines are built from it, and every file is checked against it.
 */
public final class NetworkLayout {
  /** Prefix of the tensors that only a guided network has. */
  public static final String GUIDE_GATE = "guide_gate";

  private static final int[] CONVOLUTIONS_PER_BLOCK = {2, 2, 3, 3, 3};
  private static final int LEVELS = 5;
  private static final int UP_KERNEL = 4;

  private final NetworkConfig config;

  /**
   * Creates the layout of a network.
   *
   * @param config its configuration
   */
  public NetworkLayout(NetworkConfig config) {
    this.config = config;
  }

  /**
   * Returns the convolutions of an encoder block, each followed by ReLU.
   *
   * @param block 1 (full resolution) to 5
   * @return two or three layers
   */
  public List<ConvolutionLayer> encoderBlock(int block) {
    List<ConvolutionLayer> layers = new ArrayList<>();
    int input = block == 1 ? config.inputChannels() : config.encoderChannels(block - 1);
    int output = config.encoderChannels(block);
    for (int index = 1; index <= CONVOLUTIONS_PER_BLOCK[block - 1]; index++) {
      String seed = "down" + block + ".conv" + index;
      layers.add(hidden(seed, "conv" + block + "_" + index, input, output, 3));
      input = output;
    }
    return layers;
  }

  /**
   * Returns the two convolutions between encoder and decoder, each followed by ReLU.
   *
   * @return the bridge
   */
  public List<ConvolutionLayer> bridge() {
    int channels = config.encoderChannels(LEVELS);
    return List.of(
        hidden("trans.conv1", "conv6_1", channels, channels, config.bridgeKernel()),
        hidden("trans.conv2", "deconv6_1", channels, channels, 1));
  }

  /**
   * Returns the 5x5 convolution of a decoder step, followed by ReLU.
   *
   * @param level 5 (the coarsest) to 1
   * @return the layer after the upsampling
   */
  public ConvolutionLayer decoder(int level) {
    int output = config.decoderChannels().get(LEVELS - level);
    String seed = "deconv" + level + ".conv1";
    return hidden(seed, "deconv" + level + "_1", upsampledChannels(level), output, 5);
  }

  /**
   * Returns the number of channels that a decoder step upsamples.
   *
   * @param level 5 (the coarsest) to 1
   * @return the channels
   */
  public int upsampledChannels(int level) {
    return level == LEVELS
        ? config.encoderChannels(LEVELS)
        : config.decoderChannels().get(LEVELS - level - 1);
  }

  /**
   * Returns the prefix of a learned upsampling's tensors.
   *
   * @param level 5 (the coarsest) to 1
   * @return the prefix of {@code .weight} [in, out, 4, 4] and {@code .bias}
   */
  public String learnedUpsampling(int level) {
    return "deconv" + level + ".up";
  }

  /**
   * Returns the convolution for the raw alpha's logit or, in a guided network, for what is added to
   * the guides' part of it.
   *
   * @return a layer with one output channel; its input is the last decoder step's channels, then
   *     one channel of logits per guide
   */
  public ConvolutionLayer rawAlpha() {
    String name = isSeed() ? "rawalpha.0" : "deconv1";
    return new ConvolutionLayer(name, null, lastChannels(), 1, 5);
  }

  /**
   * Returns the convolution that decides for each pixel how far to follow each guide.
   *
   * @return a layer with the input of {@link #rawAlpha} and one output channel per guide, the
   *     factor of that guide's logit; empty without guides
   */
  public Optional<ConvolutionLayer> guideGate() {
    int guides = config.guides().size();
    return guides == 0
        ? Optional.empty()
        : Optional.of(
            new ConvolutionLayer(
                isSeed() ? GUIDE_GATE + ".0" : GUIDE_GATE, null, lastChannels(), guides, 3));
  }

  private int lastChannels() {
    return config.decoderChannels().get(LEVELS - 1) + config.guides().size();
  }

  /**
   * Returns the hidden convolutions of the refinement head, each followed by ReLU.
   *
   * @return three layers, or none without a head
   */
  public List<ConvolutionLayer> refinementHidden() {
    if (config.refinementHead() == RefinementHead.NONE) {
      return List.of();
    }
    int channels = config.refinementChannels();
    return List.of(
        hidden("refine_head.conv1", "refine_conv1", 4, channels, 3),
        hidden("refine_head.conv2", "refine_conv2", channels, channels, 3),
        hidden("refine_head.conv3", "refine_conv3", channels, channels, 3));
  }

  /**
   * Returns the last convolution of the refinement head.
   *
   * @return a layer with one output channel
   */
  public ConvolutionLayer refinementPrediction() {
    String name = isSeed() ? "refine_head.alpha.0" : "refine_pred";
    return new ConvolutionLayer(name, null, config.refinementChannels(), 1, 3);
  }

  /**
   * Returns every convolution in the order in which data flows, without learned upsamplings.
   *
   * @return all convolution layers
   */
  public List<ConvolutionLayer> convolutions() {
    List<ConvolutionLayer> layers = new ArrayList<>();
    for (int block = 1; block <= LEVELS; block++) {
      layers.addAll(encoderBlock(block));
    }
    layers.addAll(bridge());
    for (int level = LEVELS; level >= 1; level--) {
      layers.add(decoder(level));
    }
    layers.add(rawAlpha());
    guideGate().ifPresent(layers::add);
    layers.addAll(refinementHidden());
    if (config.refinementHead() != RefinementHead.NONE) {
      layers.add(refinementPrediction());
    }
    return layers;
  }

  /**
   * Returns every tensor that a file of this network must contain.
   *
   * @return names with their shapes, in the order in which data flows
   */
  public Map<String, int[]> tensors() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (ConvolutionLayer layer : convolutions()) {
      shapes.put(layer.name() + ".weight", layer.weightShape());
      shapes.put(layer.name() + ".bias", new int[] {layer.outputChannels()});
      if (layer.batchNorm() != null) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
          shapes.put(layer.batchNorm() + "." + part, new int[] {layer.outputChannels()});
        }
      }
    }
    if (config.upsampling() == Upsampling.TRANSPOSED_CONVOLUTION) {
      for (int level = LEVELS; level >= 1; level--) {
        int channels = upsampledChannels(level);
        shapes.put(
            learnedUpsampling(level) + ".weight",
            new int[] {channels, channels, UP_KERNEL, UP_KERNEL});
        shapes.put(learnedUpsampling(level) + ".bias", new int[] {channels});
      }
    }
    return shapes;
  }

  private ConvolutionLayer hidden(
      String seedName, String classicName, int input, int output, int kernel) {
    return isSeed()
        ? new ConvolutionLayer(
            seedName + ".cbr_unit.0", seedName + ".cbr_unit.1", input, output, kernel)
        : new ConvolutionLayer(classicName, null, input, output, kernel);
  }

  private boolean isSeed() {
    return config.variant() == Variant.VGG16_BN;
  }
}
