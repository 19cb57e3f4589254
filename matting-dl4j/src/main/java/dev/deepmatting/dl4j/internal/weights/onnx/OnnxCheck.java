package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.error.ModelFormatException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks through a whole ONNX file before native code reads it: every message ends where the file
 * says, numbers are in the file and not in another one, no tensor is larger than its bytes, and
 * operations come from known sets.
 */
final class OnnxCheck {
  static final int GRAPH_NODE = 1;

  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int MODEL_TRAINING = 20;
  private static final int MODEL_FUNCTIONS = 25;
  private static final int OPSET_DOMAIN = 1;
  private static final int OPSET_VERSION = 2;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_SPARSE = 15;
  private static final int NODE_OP_TYPE = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_TENSORS = 10;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int ATTRIBUTE_SPARSE = 22;
  private static final int ATTRIBUTE_SPARSES = 23;

  private static final int DEEPEST = 8;
  private static final String STANDARD = "ai.onnx";

  /** The sets of operations, and their oldest and newest version. */
  private static final Map<String, int[]> SETS =
      Map.of(
          STANDARD,
          new int[] {7, 26},
          "ai.onnx.ml",
          new int[] {1, 5},
          "com.microsoft",
          new int[] {1, 1});

  /**
   * The first opens another file. The others repeat graphs, for ever if they like, which no mask
   * needs; and given an empty tensor of turns, ONNX Runtime's Loop ends the process.
   */
  private static final Set<String> REFUSED =
      new TreeSet<>(Set.of("EPContext", "Loop", "Scan", "SequenceMap"));

  private final FileBytes source;
  private final TensorParser.TextBudget texts;

  OnnxCheck(FileBytes source) {
    this.source = source;
    texts = new TensorParser.TextBudget(source.origin());
  }

  /** Checks the file; returns its graph. */
  WireMessage model() {
    WireMessage model = WireMessage.of(source, "ModelProto");
    WireMessage graph = null;
    boolean standard = false;
    while (model.next()) {
      switch (model.field()) {
        case MODEL_GRAPH -> graph = model.message("GraphProto");
        case MODEL_OPSET -> standard |= isStandard(model.message("OperatorSetIdProto"));
        case MODEL_TRAINING -> throw bad(" holds a training, wanted a network alone");
        case MODEL_FUNCTIONS ->
            throw bad(" holds functions, wanted operations alone: inline them with onnx.inliner");
        default -> {}
      }
    }
    if (graph == null) {
      throw bad(" is not an ONNX file: it has no graph");
    }
    if (!standard) {
      throw bad(" names no version of the operations of ONNX, wanted an opset_import");
    }
    checkGraph(graph.again(), 0);
    return graph;
  }

  /** Reads an input or output. */
  OnnxGraph.Value value(WireMessage field) {
    return new ValueParser(source.origin(), texts).parse(field.message("ValueInfoProto"));
  }

  private boolean isStandard(WireMessage opset) {
    String domain = "";
    long version = 0;
    while (opset.next()) {
      switch (opset.field()) {
        case OPSET_DOMAIN -> domain = texts.name(opset);
        case OPSET_VERSION -> version = opset.number();
        default -> {}
      }
    }
    int[] versions = SETS.get(set(domain));
    // Exporters name sets that no node uses; nodes are checked one by one.
    if (versions != null && (version < versions[0] || version > versions[1])) {
      throw bad(
          " uses version %d of the operations of %s, wanted %d to %d"
              .formatted(version, set(domain), versions[0], versions[1]));
    }
    return set(domain).equals(STANDARD);
  }

  private static String set(String domain) {
    return domain.isEmpty() ? STANDARD : domain;
  }

  private void checkGraph(WireMessage graph, int depth) {
    if (depth > DEEPEST) {
      throw bad(" has graphs inside one another deeper than " + DEEPEST);
    }
    while (graph.next()) {
      switch (graph.field()) {
        case GRAPH_NODE -> checkNode(graph.message("NodeProto"), depth);
        // Those of the outermost graph have been read with their names.
        case GRAPH_INITIALIZER -> {
          if (depth > 0) {
            checkTensor(graph);
          }
        }
        case GRAPH_SPARSE -> throw sparse(graph);
        default -> {}
      }
    }
  }

  private void checkNode(WireMessage node, int depth) {
    String operation = "";
    String domain = "";
    while (node.next()) {
      switch (node.field()) {
        case NODE_OP_TYPE -> operation = node.text(TensorParser.TextBudget.LONGEST_NAME);
        case NODE_DOMAIN -> domain = node.text(TensorParser.TextBudget.LONGEST_NAME);
        case NODE_ATTRIBUTE -> checkAttribute(node.message("AttributeProto"), depth);
        default -> {}
      }
    }
    if (!SETS.containsKey(set(domain)) || REFUSED.contains(operation)) {
      throw bad(
          " uses the operation %s of %s, wanted those of %s, without %s"
              .formatted(
                  Shown.text(operation),
                  Shown.text(set(domain)),
                  String.join(", ", SETS.keySet().stream().sorted().toList()),
                  String.join(", ", REFUSED)));
    }
  }

  private void checkAttribute(WireMessage attribute, int depth) {
    while (attribute.next()) {
      switch (attribute.field()) {
        case ATTRIBUTE_TENSOR, ATTRIBUTE_TENSORS -> checkTensor(attribute);
        case ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS ->
            checkGraph(attribute.message("GraphProto"), depth + 1);
        case ATTRIBUTE_SPARSE, ATTRIBUTE_SPARSES -> throw sparse(attribute);
        default -> {}
      }
    }
  }

  private void checkTensor(WireMessage field) {
    TensorParser.check(source.origin(), field.message("TensorProto"));
  }

  private ModelFormatException sparse(WireMessage field) {
    return bad(" has a sparse tensor at byte " + field.start() + ", wanted dense tensors");
  }

  private ModelFormatException bad(String what) {
    return new ModelFormatException(source.origin() + what);
  }
}
