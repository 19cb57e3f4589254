package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/** Reads a ValueInfoProto: the name, type and shape of an input or output. */
final class ValueParser {
  static final int GRAPH_INPUT = 11;
  static final int GRAPH_OUTPUT = 12;

  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR_TYPE = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIMENSION = 1;
  private static final int SIZE = 1;
  private static final int MOST_DIMENSIONS = 8;
  private static final int OPEN = -1;

  private final String origin;
  private final TensorParser.TextBudget texts;
  private final List<Integer> shape = new ArrayList<>();
  private String name = "";
  private long elementType;

  ValueParser(String origin, TensorParser.TextBudget texts) {
    this.origin = origin;
    this.texts = texts;
  }

  OnnxGraph.Value parse(WireMessage value) {
    while (value.next()) {
      switch (value.field()) {
        case NAME -> name = texts.name(value);
        case TYPE -> readType(value.message("TypeProto"));
        default -> {}
      }
    }
    return new OnnxGraph.Value(name, elementType, List.copyOf(shape));
  }

  private void readType(WireMessage type) {
    while (type.next()) {
      if (type.field() != TENSOR_TYPE) {
        continue;
      }
      WireMessage tensor = type.message("TypeProto.Tensor");
      while (tensor.next()) {
        switch (tensor.field()) {
          case ELEMENT_TYPE -> elementType = tensor.number();
          case SHAPE -> readShape(tensor.message("TensorShapeProto"));
          default -> {}
        }
      }
    }
  }

  private void readShape(WireMessage sizes) {
    while (sizes.next()) {
      if (sizes.field() == DIMENSION) {
        if (shape.size() == MOST_DIMENSIONS) {
          throw bad("has more than " + MOST_DIMENSIONS + " dimensions");
        }
        shape.add(size(sizes.message("Dimension")));
      }
    }
  }

  private int size(WireMessage dimension) {
    long size = OPEN;
    while (dimension.next()) {
      if (dimension.field() == SIZE) {
        size = dimension.number();
        // Exporters write 0 or less where a size is open.
        if (size > Integer.MAX_VALUE) {
          throw bad("has the size " + size + ", wanted less than 2^31");
        }
      }
    }
    return size < 1 ? OPEN : (int) size;
  }

  private ModelFormatException bad(String what) {
    return new ModelFormatException(origin + ": " + Shown.text(name) + " " + what);
  }
}
