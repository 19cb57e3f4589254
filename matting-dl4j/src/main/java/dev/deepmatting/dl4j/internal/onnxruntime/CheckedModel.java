package dev.deepmatting.dl4j.internal.onnxruntime;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.onnx.OnnxGraph;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The bytes of a file that has been checked. ONNX Runtime gets these bytes and not the file, which
 * someone could change in between.
 *
 * @param origin the file in messages
 * @param content the whole file
 * @param graph what its network takes and gives
 */
record CheckedModel(String origin, ByteBuffer content, OnnxGraph graph) {
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
      CheckedModel model = new CheckedModel(source.origin(), content, graph);
      model.requirePicture();
      model.requireMasks();
      return model;
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

  OnnxGraph.Value input() {
    return graph.inputs().get(0);
  }

  private void requirePicture() {
    List<OnnxGraph.Value> inputs = graph.inputs();
    if (inputs.size() != 1) {
      throw bad("has the inputs " + names(inputs) + ", wanted one, for a picture");
    }
    OnnxGraph.Value input = input();
    if (input.elementType() != OnnxGraph.Value.FLOAT) {
      throw bad("takes numbers of type " + input.typeName() + ", wanted 1 (FLOAT)");
    }
    List<Integer> shape = input.shape();
    if (shape.size() != SIDES || shape.get(0) > 1) {
      throw bad("takes the shape " + shape + ", wanted one picture: [1, 3, height, width]");
    }
  }

  private void requireMasks() {
    List<OnnxGraph.Value> outputs = graph.outputs();
    if (outputs.isEmpty() || outputs.size() > MOST_OUTPUTS) {
      throw bad("has " + outputs.size() + " outputs, wanted 1 to " + MOST_OUTPUTS);
    }
    for (OnnxGraph.Value output : outputs) {
      if (!READABLE.contains(output.elementType())) {
        throw bad(
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

  ModelFormatException bad(String what) {
    return new ModelFormatException(origin + " " + what);
  }
}
