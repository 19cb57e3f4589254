package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the network of an ONNX file takes and gives, read from a file that has been checked from its
 * first byte to its last: see {@link OnnxCheck}. Immutable, but reads the file again to follow an
 * output; not safe to share between threads.
 */
public final class OnnxGraph {
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OP_TYPE = 4;

  /** How many nodes an output is followed back through. */
  private static final int MOST_STEPS = 8;

  /** Operations that move values, and change none by much. */
  private static final Set<String> MOVING =
      Set.of(
          "Identity",
          "Reshape",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "Cast",
          "Flatten",
          "Slice",
          "Resize",
          "Upsample");

  private final WireMessage graph;
  private final List<Value> inputs;
  private final List<Value> outputs;

  private OnnxGraph(WireMessage graph, List<Value> inputs, List<Value> outputs) {
    this.graph = graph;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  /**
   * An input or output of the network.
   *
   * @param name its name
   * @param elementType ONNX's number of its type: 1 is float, 10 float16
   * @param shape its sizes, -1 where the file leaves one open; empty if there are none
   */
  public record Value(String name, long elementType, List<Integer> shape) {
    /** ONNX's number of float. */
    public static final int FLOAT = 1;

    /** ONNX's number of float16. */
    public static final int FLOAT16 = 10;

    /**
     * Returns the element type for messages.
     *
     * @return its number and name
     */
    public String typeName() {
      return TensorParser.ElementTypes.name(elementType);
    }
  }

  /** The node that makes a value. */
  private record Producer(String operation, String firstInput) {}

  /**
   * Checks a whole file, and reads what its network takes and gives.
   *
   * @param source the file, which stays open as long as this object is used
   * @return the network
   * @throws ModelFormatException if the file is damaged, or has parts that are refused
   */
  public static OnnxGraph read(FileBytes source) {
    Set<String> constants =
        new OnnxFile(source).tensors().stream().map(TensorInfo::name).collect(Collectors.toSet());
    OnnxCheck check = new OnnxCheck(source);
    WireMessage graph = check.model();
    List<Value> inputs = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    WireMessage fields = graph.again();
    while (fields.next()) {
      if (fields.field() == ValueParser.GRAPH_INPUT) {
        Value value = check.value(fields);
        if (!constants.contains(value.name())) {
          inputs.add(value);
        }
      } else if (fields.field() == ValueParser.GRAPH_OUTPUT) {
        outputs.add(check.value(fields));
      }
    }
    return new OnnxGraph(graph, inputs, outputs);
  }

  /**
   * Returns the inputs that are not constants of the file.
   *
   * @return inputs in the file's order
   */
  public List<Value> inputs() {
    return inputs;
  }

  /**
   * Returns the outputs.
   *
   * @return outputs in the file's order
   */
  public List<Value> outputs() {
    return outputs;
  }

  /**
   * Returns the operation that makes an output's values, before others move them.
   *
   * @param output its name
   * @return such as {@code Sigmoid}; empty if it is not found nearby
   */
  public Optional<String> operationOf(String output) {
    String name = output;
    for (int step = 0; step < MOST_STEPS; step++) {
      Producer producer = producer(name);
      if (producer == null) {
        return Optional.empty();
      }
      if (!MOVING.contains(producer.operation)) {
        return Optional.of(Shown.text(producer.operation));
      }
      name = producer.firstInput;
    }
    return Optional.empty();
  }

  private @Nullable Producer producer(String name) {
    WireMessage fields = graph.again();
    while (fields.next()) {
      if (fields.field() == OnnxCheck.GRAPH_NODE) {
        WireMessage node = fields.message("NodeProto");
        if (gives(node.again(), name)) {
          return new Producer(first(node.again(), NODE_OP_TYPE), first(node, NODE_INPUT));
        }
      }
    }
    return null;
  }

  private static boolean gives(WireMessage node, String name) {
    while (node.next()) {
      if (node.field() == NODE_OUTPUT
          && node.text(TensorParser.TextBudget.LONGEST_NAME).equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String first(WireMessage node, int field) {
    while (node.next()) {
      if (node.field() == field) {
        return node.text(TensorParser.TextBudget.LONGEST_NAME);
      }
    }
    return "";
  }
}
