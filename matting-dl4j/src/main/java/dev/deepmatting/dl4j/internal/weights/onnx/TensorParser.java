package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what one TensorProto says of its tensor and checks it against the numbers it holds. */
final class TensorParser {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int STRING_DATA = 6;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int UINT64_DATA = 11;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private static final int MOST_DIMENSIONS = 32;

  private final String origin;
  private final WireMessage message;
  private final TextBudget texts;
  private final Set<Integer> seen = new HashSet<>();
  private final List<Long> shape = new ArrayList<>();
  private String name = "";
  private long typeCode;
  private NumberField numbers;
  private long count;
  private long rawStart;
  private long rawLength;

  private TensorParser(String origin, WireMessage message, TextBudget texts) {
    this.origin = origin;
    this.message = message;
    this.texts = texts;
  }

  /**
   * Reads a tensor's description.
   *
   * @param origin what error messages call the file
   * @param message a TensorProto
   * @param texts what the file's texts may still take
   */
  static OnnxTensor parse(String origin, WireMessage message, TextBudget texts) {
    TensorParser parser = new TensorParser(origin, message, texts);
    WireMessage fields = message.again();
    while (fields.next()) {
      parser.take(fields);
    }
    return parser.tensor();
  }

  private void take(WireMessage field) {
    switch (field.field()) {
      case DIMS -> field.numbers(this::addDimension);
      case DATA_TYPE -> {
        requireFirst(field);
        typeCode = field.number();
      }
      case NAME -> {
        requireFirst(field);
        name = texts.name(field);
      }
      case RAW_DATA -> {
        requireFirst(field);
        field.requireSized();
        rawStart = field.start();
        rawLength = field.length();
      }
      default -> takeRarer(field);
    }
  }

  private void takeRarer(WireMessage field) {
    switch (field.field()) {
      case SEGMENT -> throw bad("is a segment of a tensor, wanted whole tensors");
      case STRING_DATA -> throw bad("holds texts, wanted numbers");
      case UINT64_DATA -> throw bad("holds uint64_data, which belongs to no type that is read");
      case EXTERNAL_DATA -> throw external();
      case DATA_LOCATION -> {
        if (field.number() != 0) {
          throw external();
        }
      }
      default -> NumberField.of(field.field()).ifPresent(kind -> count(kind, field));
    }
  }

  private void requireFirst(WireMessage field) {
    if (!seen.add(field.field())) {
      throw bad("has field " + field.field() + " twice");
    }
  }

  private void addDimension(long size) {
    if (shape.size() == MOST_DIMENSIONS) {
      throw bad("has more than " + MOST_DIMENSIONS + " dimensions");
    }
    shape.add(size);
  }

  private void count(NumberField kind, WireMessage field) {
    if (numbers != null && numbers != kind) {
      throw bad("has both " + numbers.title() + " and " + kind.title());
    }
    numbers = kind;
    count += kind.count(field);
  }

  private OnnxTensor tensor() {
    if (name.isEmpty()) {
      throw bad("has no name");
    }
    DataType type = ElementTypes.of(typeCode);
    if (type == null) {
      throw bad(
          "has data type "
              + ElementTypes.name(typeCode)
              + ", wanted FLOAT, FLOAT16, BFLOAT16, DOUBLE, INT64, INT32, INT16, INT8, UINT8 or"
              + " BOOL");
    }
    if (TensorInfo.byteLength(type, shape) < 0) {
      throw bad("has shape " + shape + ", wanted sizes of 0 or more and less than 2 GiB in all");
    }
    requireNumbers(type, TensorInfo.elements(shape));
    List<Integer> sizes = shape.stream().map(Long::intValue).toList();
    return new OnnxTensor(new TensorInfo(name, type, sizes), numbers, message, rawStart);
  }

  private void requireNumbers(DataType type, long elements) {
    if (numbers == null) {
      long wanted = elements * type.bytes();
      if (rawLength != wanted) {
        throw bad("has " + rawLength + " bytes, wanted " + wanted + " for " + type + " " + shape);
      }
      return;
    }
    if (seen.contains(RAW_DATA)) {
      throw bad("has both raw_data and " + numbers.title());
    }
    if (!numbers.holds(type)) {
      throw bad("has " + numbers.title() + ", which is not where " + type + " belongs");
    }
    if (count != elements) {
      throw bad("has " + count + " numbers, wanted " + elements + " for shape " + shape);
    }
  }

  private ModelFormatException external() {
    return bad(
        "keeps its numbers in another file, which is never opened; wanted them in this one: save it"
            + " as one file, with onnx.save(model, path) after onnx.load, or export with"
            + " external_data=False");
  }

  private ModelFormatException bad(String what) {
    String which = name.isEmpty() ? "at byte " + message.first() : Shown.text(name);
    return new ModelFormatException(origin + ": tensor " + which + " " + what);
  }
}
