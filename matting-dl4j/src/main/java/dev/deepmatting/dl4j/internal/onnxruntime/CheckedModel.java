package dev.deepmatting.dl4j.internal.onnxruntime;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.onnx.OnnxGraph;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bytes of a file that has been checked. ONNX Runtime gets these bytes and not the file, which
 * someone could change in between.
 *
 * @param content the whole file
 * @param facts what its network takes and gives
 */
record CheckedModel(ByteBuffer content, Facts facts) {
  /** What one buffer, and one message of protobuf, can hold. */
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private static final int PIECE = 1 << 18;
  private static final int SIDES = 4;
  private static final int MOST_OUTPUTS = 64;

  /** Types of outputs that can be read as numbers. */
  private static final Set<Long> READABLE =
      Set.of((long) OnnxGraph.Value.FLOAT, (long) OnnxGraph.Value.FLOAT16);

  static CheckedModel read(Path file) {
    try (FileBytes source = FileBytes.open(file)) {
      if (source.length() > LARGEST) {
        throw new ModelFormatException(
            source.origin() + " has " + source.length() + " bytes, wanted at most " + LARGEST);
      }
      // A wrong file is refused before all of it is in memory.
      OnnxGraph.read(source);
      ByteBuffer content = content(source);
      OnnxGraph graph = OnnxGraph.read(FileBytes.of(source.origin(), content));
      return new CheckedModel(content, Facts.of(source.origin(), graph));
    }
  }

  private static ByteBuffer content(FileBytes source) {
    try {
      ByteBuffer content = ByteBuffer.allocateDirect((int) source.length());
      while (content.hasRemaining()) {
        int count = Math.min(PIECE, content.remaining());
        content.put(source.read(content.position(), count));
      }
      return content.flip();
    } catch (OutOfMemoryError e) {
      throw new EngineException(
          source.origin()
              + " needs "
              + source.length()
              + " bytes of memory outside the heap, wanted more of it: -XX:MaxDirectMemorySize",
          e);
    }
  }

  /**
   * What stays of a file when its bytes are no longer needed.
   *
   * @param origin the file in messages
   * @param input where the picture goes
   * @param outputs the names of what the network gives
   * @param operations which operation makes each of them, where that is known
   */
  record Facts(
      String origin, OnnxGraph.Value input, List<String> outputs, Map<String, String> operations) {
    private static Facts of(String origin, OnnxGraph graph) {
      requirePicture(origin, graph.inputs());
      requireMasks(origin, graph.outputs());
      List<String> names = graph.outputs().stream().map(OnnxGraph.Value::name).toList();
      Map<String, String> operations = new HashMap<>();
      for (String name : names) {
        graph.operationOf(name).ifPresent(operation -> operations.put(name, operation));
      }
      return new Facts(origin, graph.inputs().get(0), names, operations);
    }

    private static void requirePicture(String origin, List<OnnxGraph.Value> inputs) {
      if (inputs.size() != 1) {
        throw bad(origin, "has the inputs " + names(inputs) + ", wanted one, for a picture");
      }
      OnnxGraph.Value input = inputs.get(0);
      if (input.elementType() != OnnxGraph.Value.FLOAT) {
        throw bad(origin, "takes numbers of type " + input.typeName() + ", wanted 1 (FLOAT)");
      }
      List<Integer> shape = input.shape();
      if (shape.size() != SIDES || shape.get(0) > 1) {
        throw bad(
            origin, "takes the shape " + shape + ", wanted one picture: [1, 3, height, width]");
      }
    }

    private static void requireMasks(String origin, List<OnnxGraph.Value> outputs) {
      if (outputs.isEmpty() || outputs.size() > MOST_OUTPUTS) {
        throw bad(origin, "has " + outputs.size() + " outputs, wanted 1 to " + MOST_OUTPUTS);
      }
      for (OnnxGraph.Value output : outputs) {
        if (!READABLE.contains(output.elementType())) {
          throw bad(
              origin,
              "gives %s with numbers of type %s, wanted 1 (FLOAT) or 10 (FLOAT16)"
                  .formatted(Shown.text(output.name()), output.typeName()));
        }
      }
    }

    private static String names(List<OnnxGraph.Value> values) {
      return values.stream()
          .limit(MOST_OUTPUTS)
          .map(each -> Shown.text(each.name()))
          .toList()
          .toString();
    }

    private static ModelFormatException bad(String origin, String what) {
      return new ModelFormatException(origin + " " + what);
    }
  }
}
