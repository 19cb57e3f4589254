package dev.deepmatting.dl4j.internal.export;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.GuideLogits;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.internal.file.ProtobufMessage;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Deep Image Matting (Xu et al., CVPR 2017) as ONNX nodes for inference, batch normalisation not
 * folded. The inputs are the network's tensors under their state dict names; each helper constant
 * is a node.
 */
final class NetworkNodes {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final int LEVELS = 5;

  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final List<OnnxNode> nodes = new ArrayList<>();

  private NetworkNodes(NetworkConfig config) {
    this.config = config;
    this.layout = new NetworkLayout(config);
  }

  /**
   * Returns the nodes in an order in which they can be computed.
   *
   * @param config the network
   * @param input name of the input
   * @param guides name of the second input of a network with guides
   * @param alpha name of the output
   */
  static List<OnnxNode> of(NetworkConfig config, String input, String guides, String alpha) {
    NetworkNodes network = new NetworkNodes(config);
    network.build(input, guides, alpha);
    return network.nodes;
  }

  private void build(String input, String guides, String alpha) {
    String[] beforePooling = new String[LEVELS];
    String value = config.guides().isEmpty() ? input : seen(input, guides);
    for (int block = 1; block <= LEVELS; block++) {
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        value = rectified(layer, value);
      }
      beforePooling[block - 1] = value;
      value = pool(block, value);
    }
    for (ConvolutionLayer layer : layout.bridge()) {
      value = rectified(layer, value);
    }
    for (int level = LEVELS; level >= 1; level--) {
      value = upsample(level, value);
      if (config.skip()) {
        value = add("Add", "skip" + level, value, beforePooling[level - 1]);
      }
      value = rectified(layout.decoder(level), value);
    }
    String decoded = value;
    String logit =
        layout
            .guideGate()
            .map(gate -> guided(gate, decoded, guides))
            .orElseGet(() -> convolve(layout.rawAlpha(), decoded));
    head(input, logit, alpha);
  }

  /** Returns the name of the input with all channels. */
  private String seen(String input, String guides) {
    real("one", 1);
    add("Add", "guides.doubled", guides, guides);
    add("Sub", "guides.encoded", "guides.doubled", "one");
    return concat("seen", input, "guides.encoded");
  }

  /** Adds the raw alpha's logit. */
  private String guided(ConvolutionLayer gate, String decoded, String guides) {
    real("guides.least", GuideLogits.LEAST);
    real("guides.most", GuideLogits.MOST);
    real("guides.scale", GuideLogits.SCALE);
    constant("guides.axes", 1);
    add("Clip", "guides.clipped", guides, "guides.least", "guides.most");
    add("Sub", "guides.complement", "one", "guides.clipped");
    add("Div", "guides.odds", "guides.clipped", "guides.complement");
    add("Log", "guides.logits", "guides.odds");
    add("Mul", "guides.scaled", "guides.logits", "guides.scale");
    String joined = concat("decoded", decoded, "guides.scaled");
    add("Mul", "guides.gated", convolve(gate, joined), "guides.logits");
    add("ReduceSum", "guides.followed", "guides.gated", "guides.axes");
    return add("Add", "guided", convolve(layout.rawAlpha(), joined), "guides.followed");
  }

  private void real(String name, double value) {
    nodes.add(
        new OnnxNode("Constant", List.of(), List.of(name)).real("value_float", (float) value));
  }

  private String concat(String name, String first, String second) {
    nodes.add(new OnnxNode("Concat", List.of(first, second), List.of(name)).integer("axis", 1));
    return name;
  }

  private void head(String input, String rawLogit, String alpha) {
    if (config.refinementHead() == RefinementHead.NONE) {
      add("Sigmoid", alpha, rawLogit);
      return;
    }
    constant("rgb.starts", 0);
    constant("rgb.ends", 3);
    constant("rgb.axes", 1);
    add("Slice", "rgb", input, "rgb.starts", "rgb.ends", "rgb.axes");
    add("Sigmoid", "raw_alpha", rawLogit);
    String value = concat("rgb_raw_alpha", "rgb", "raw_alpha");
    for (ConvolutionLayer layer : layout.refinementHidden()) {
      value = rectified(layer, value);
    }
    String refinement = convolve(layout.refinementPrediction(), value);
    boolean residual = config.refinementHead() == RefinementHead.LOGIT_RESIDUAL;
    add("Sigmoid", alpha, residual ? add("Add", "logit", rawLogit, refinement) : refinement);
  }

  private void constant(String name, long value) {
    nodes.add(new OnnxNode("Constant", List.of(), List.of(name)).integers("value_ints", value));
  }

  private String pool(int block, String value) {
    String pooled = "pool" + block;
    boolean indices = config.upsampling() == Upsampling.MAX_UNPOOL;
    List<String> outputs = indices ? List.of(pooled, pooled + ".indices") : List.of(pooled);
    nodes.add(
        new OnnxNode("MaxPool", List.of(value), outputs)
            .integers("kernel_shape", 2, 2)
            .integers("strides", 2, 2));
    return pooled;
  }

  private String upsample(int level, String value) {
    return switch (config.upsampling()) {
      case MAX_UNPOOL -> maxUnpool(level, value);
      case BILINEAR -> bilinear(level, value);
      case TRANSPOSED_CONVOLUTION -> transposedConvolution(level, value);
    };
  }

  private String maxUnpool(int level, String value) {
    String unpooled = "unpool" + level;
    nodes.add(
        new OnnxNode("MaxUnpool", List.of(value, "pool" + level + ".indices"), List.of(unpooled))
            .integers("kernel_shape", 2, 2)
            .integers("strides", 2, 2));
    return unpooled;
  }

  private String bilinear(int level, String value) {
    String resized = "resize" + level;
    String scales = resized + ".scales";
    nodes.add(
        new OnnxNode("Constant", List.of(), List.of(scales)).reals("value_floats", 1, 1, 2, 2));
    nodes.add(
        new OnnxNode("Resize", List.of(value, "", scales), List.of(resized))
            .text("mode", "linear")
            .text("coordinate_transformation_mode", "half_pixel"));
    return resized;
  }

  private String transposedConvolution(int level, String value) {
    String name = layout.learnedUpsampling(level);
    nodes.add(
        new OnnxNode("ConvTranspose", List.of(value, name + WEIGHT, name + BIAS), List.of(name))
            .integers("kernel_shape", 4, 4)
            .integers("strides", 2, 2)
            .integers("pads", 1, 1, 1, 1));
    return name;
  }

  private String rectified(ConvolutionLayer layer, String value) {
    String convolved = convolve(layer, value);
    String scaled = layer.batchNorm() == null ? convolved : normalised(layer, convolved);
    return add("Relu", layer.name() + ".relu", scaled);
  }

  private String normalised(ConvolutionLayer layer, String value) {
    String name = Objects.requireNonNull(layer.batchNorm(), layer.name());
    List<String> inputs =
        List.of(value, name + WEIGHT, name + BIAS, name + ".running_mean", name + ".running_var");
    nodes.add(
        new OnnxNode("BatchNormalization", inputs, List.of(name))
            .real("epsilon", (float) config.batchNormEpsilon()));
    return name;
  }

  private String convolve(ConvolutionLayer layer, String value) {
    int padding = layer.kernel() / 2;
    String name = layer.name();
    nodes.add(
        new OnnxNode("Conv", List.of(value, name + WEIGHT, name + BIAS), List.of(name))
            .integers("kernel_shape", layer.kernel(), layer.kernel())
            .integers("pads", padding, padding, padding, padding));
    return name;
  }

  private String add(String operator, String output, String... inputs) {
    nodes.add(new OnnxNode(operator, List.of(inputs), List.of(output)));
    return output;
  }

  /** One operation of an ONNX graph, a NodeProto of onnx.proto. */
  static final class OnnxNode {
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int NAME = 3;
    private static final int OPERATOR = 4;
    private static final int ATTRIBUTE = 5;

    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_FLOAT = 2;
    private static final int ATTRIBUTE_INTEGER = 3;
    private static final int ATTRIBUTE_TEXT = 4;
    private static final int ATTRIBUTE_FLOATS = 7;
    private static final int ATTRIBUTE_INTEGERS = 8;
    private static final int ATTRIBUTE_TYPE = 20;

    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INTEGER = 2;
    private static final int TYPE_TEXT = 3;
    private static final int TYPE_FLOATS = 6;
    private static final int TYPE_INTEGERS = 7;

    private final ProtobufMessage message = new ProtobufMessage();

    /**
     * Creates a node, named after its first output.
     *
     * @param operator the operator's name
     * @param inputs names of values, empty for an omitted one
     * @param outputs names of its results
     */
    OnnxNode(String operator, List<String> inputs, List<String> outputs) {
      inputs.forEach(input -> message.text(INPUT, input));
      outputs.forEach(output -> message.text(OUTPUT, output));
      message.text(NAME, outputs.get(0)).text(OPERATOR, operator);
    }

    OnnxNode integer(String name, long value) {
      return add(name, new ProtobufMessage().number(ATTRIBUTE_INTEGER, value), TYPE_INTEGER);
    }

    OnnxNode integers(String name, long... values) {
      ProtobufMessage numbers = new ProtobufMessage();
      for (long value : values) {
        numbers.number(ATTRIBUTE_INTEGERS, value);
      }
      return add(name, numbers, TYPE_INTEGERS);
    }

    OnnxNode real(String name, float value) {
      return add(name, new ProtobufMessage().number(ATTRIBUTE_FLOAT, value), TYPE_FLOAT);
    }

    OnnxNode reals(String name, float... values) {
      ProtobufMessage numbers = new ProtobufMessage();
      for (float value : values) {
        numbers.number(ATTRIBUTE_FLOATS, value);
      }
      return add(name, numbers, TYPE_FLOATS);
    }

    OnnxNode text(String name, String value) {
      return add(name, new ProtobufMessage().text(ATTRIBUTE_TEXT, value), TYPE_TEXT);
    }

    private OnnxNode add(String name, ProtobufMessage value, int type) {
      ProtobufMessage attribute = new ProtobufMessage().text(ATTRIBUTE_NAME, name).append(value);
      message.message(ATTRIBUTE, attribute.number(ATTRIBUTE_TYPE, type));
      return this;
    }

    ProtobufMessage message() {
      return message;
    }
  }
}
