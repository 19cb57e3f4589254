package dev.deepmatting.dl4j.internal.export;

import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.AtomicFile;
import dev.deepmatting.internal.file.ProtobufMessage;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.TrimapEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a network for inference as an ONNX model (a ModelProto of onnx.proto, operator set 13),
 * which ONNX Runtime and others run. Input {@link #INPUT}: float32 [batch, 4, height, width], as
 * the model's doc_string describes it; for a network with guides also {@link #GUIDES}: their
 * mattes, float32 [batch, guides, height, width] in 0..1; output {@link #ALPHA}: float32 [batch, 1,
 * height, width] in 0..1. Batch, height and width are free, height and width in multiples of 32.
 *
 * <p>The initialisers are exactly the network's tensors, float32, with their names and shapes in
 * the state dict, batch normalisation not folded, so that the network can be read back.
 */
final class OnnxWriter {
  /** Name of the input. */
  static final String INPUT = "input";

  /** Name of the second input of a network with guides. */
  static final String GUIDES = "guides";

  /** Name of the output. */
  static final String ALPHA = "alpha";

  private static final int IR_VERSION = 7;
  private static final int OPERATOR_SET = 13;
  private static final int FLOAT = 1;
  private static final int NUMBERS_AT_ONCE = 1 << 16;

  private static final int MODEL_IR_VERSION = 1;
  private static final int MODEL_PRODUCER = 2;
  private static final int MODEL_DOC_STRING = 6;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPERATOR_SET = 8;
  private static final int MODEL_METADATA = 14;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;

  /** Everything before the first tensor. */
  private final ProtobufMessage head = new ProtobufMessage();

  /** The bytes before each tensor's numbers. */
  private final Map<String, ProtobufMessage> tensorHeads = new LinkedHashMap<>();

  /** Everything after the last tensor. */
  private final ProtobufMessage tail = new ProtobufMessage();

  private final long length;

  private OnnxWriter(NetworkConfig config, Map<String, String> metadata) {
    ProtobufMessage nodes = new ProtobufMessage();
    NetworkNodes.of(config, INPUT, GUIDES, ALPHA)
        .forEach(node -> nodes.message(GRAPH_NODE, node.message()));
    nodes.text(GRAPH_NAME, "deep image matting");
    long numbers = addTensorHeads(config);
    ProtobufMessage ends = new ProtobufMessage();
    ends.message(GRAPH_INPUT, valueInfo(INPUT, TensorCodec.CHANNELS));
    if (!config.guides().isEmpty()) {
      ends.message(GRAPH_INPUT, valueInfo(GUIDES, config.guides().size()));
    }
    ends.message(GRAPH_OUTPUT, valueInfo(ALPHA, 1));
    head.number(MODEL_IR_VERSION, IR_VERSION)
        .text(MODEL_PRODUCER, "deep-matting")
        .text(MODEL_DOC_STRING, description(config))
        .head(MODEL_GRAPH, nodes.length() + numbers + ends.length())
        .append(nodes);
    tail.append(ends)
        .message(MODEL_OPERATOR_SET, new ProtobufMessage().text(1, "").number(2, OPERATOR_SET));
    metadata.forEach(
        (key, value) ->
            tail.message(MODEL_METADATA, new ProtobufMessage().text(1, key).text(2, value)));
    length = head.length() + numbers + tail.length();
  }

  /**
   * Writes a file, complete or not at all.
   *
   * @param file where to write; an older file is replaced
   * @param weights the network
   * @param metadata texts for the model's metadata_props
   * @throws InvalidInputException if the file would be longer than 2 GiB, protobuf's limit
   * @throws IOException if the file cannot be written; an older file is then unchanged
   */
  static void write(Path file, NetworkWeights weights, Map<String, String> metadata)
      throws IOException {
    OnnxWriter writer = forNetwork(weights.config(), metadata);
    AtomicFile.write(file, channel -> writer.writeTo(channel, weights));
  }

  static OnnxWriter forNetwork(NetworkConfig config, Map<String, String> metadata) {
    OnnxWriter writer = new OnnxWriter(config, metadata);
    if (writer.length > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "network "
              + config
              + " takes "
              + writer.length
              + " bytes as an ONNX file, wanted at most "
              + Integer.MAX_VALUE);
    }
    return writer;
  }

  /** Prepares the tensors; returns the length of their fields in the file, numbers included. */
  private long addTensorHeads(NetworkConfig config) {
    long total = 0;
    for (Map.Entry<String, int[]> tensor : new NetworkLayout(config).tensors().entrySet()) {
      ProtobufMessage description = new ProtobufMessage();
      long numbers = Float.BYTES;
      for (int size : tensor.getValue()) {
        description.number(TENSOR_DIMS, size);
        numbers *= size;
      }
      description
          .number(TENSOR_TYPE, FLOAT)
          .text(TENSOR_NAME, tensor.getKey())
          .head(TENSOR_RAW_DATA, numbers);
      ProtobufMessage start =
          new ProtobufMessage()
              .head(GRAPH_INITIALIZER, description.length() + numbers)
              .append(description);
      tensorHeads.put(tensor.getKey(), start);
      total += start.length() + numbers;
    }
    return total;
  }

  /** Returns a ValueInfoProto: float32 with free batch, height and width. */
  private static ProtobufMessage valueInfo(String name, int channels) {
    ProtobufMessage shape =
        new ProtobufMessage()
            .message(1, new ProtobufMessage().text(2, "batch"))
            .message(1, new ProtobufMessage().number(1, channels))
            .message(1, new ProtobufMessage().text(2, "height"))
            .message(1, new ProtobufMessage().text(2, "width"));
    ProtobufMessage tensorType = new ProtobufMessage().number(1, FLOAT).message(2, shape);
    return new ProtobufMessage()
        .text(1, name)
        .message(2, new ProtobufMessage().message(1, tensorType));
  }

  private static String description(NetworkConfig config) {
    String trimap = config.trimapEncoding() == TrimapEncoding.SIGNED ? "(t/255-0.5)/0.5" : "t/255";
    return "Deep Image Matting. input: float32 [batch, 4, height, width], height and width multiples of "
        + Padding.STRIDE
        + "; channels 0 to 2 are red, green and blue in 0..1, minus mean (0.485, 0.456, 0.406),"
        + " divided by standard deviation (0.229, 0.224, 0.225); channel 3 is the trimap t (0"
        + " background, 128 unknown, 255 foreground) as "
        + trimap
        + guides(config)
        + ". alpha: float32 [batch, 1, height, width], 0..1.";
  }

  private static String guides(NetworkConfig config) {
    return config.guides().isEmpty()
        ? ""
        : ". guides: float32 [batch, "
            + config.guides().size()
            + ", height, width], 0..1, the mattes by "
            + String.join(" and ", config.guides());
  }

  private void writeTo(FileChannel channel, NetworkWeights weights) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(NUMBERS_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(channel, head);
    for (Map.Entry<String, ProtobufMessage> tensor : tensorHeads.entrySet()) {
      write(channel, tensor.getValue());
      writeNumbers(channel, weights.tensor(tensor.getKey()), buffer);
    }
    write(channel, tail);
  }

  private static void write(FileChannel channel, ProtobufMessage bytes) throws IOException {
    AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes.toBytes()));
  }

  private static void writeNumbers(FileChannel channel, FloatTensor tensor, ByteBuffer buffer)
      throws IOException {
    float[] values = tensor.values();
    for (int done = 0; done < values.length; done += NUMBERS_AT_ONCE) {
      int count = Math.min(NUMBERS_AT_ONCE, values.length - done);
      buffer.clear().limit(count * Float.BYTES);
      buffer.asFloatBuffer().put(values, done, count);
      AtomicFile.writeFully(channel, buffer);
    }
  }
}
