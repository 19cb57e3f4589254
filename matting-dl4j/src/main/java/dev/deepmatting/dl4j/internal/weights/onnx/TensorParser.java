package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a TensorProto's description of its tensor and checks it against the numbers in it. */
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
  private @Nullable NumberField numbers;
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
   * @param origin the file's name in error messages
   * @param message a TensorProto
   * @param texts the remaining memory for the file's texts
   */
  static OnnxTensor parse(String origin, WireMessage message, TextBudget texts) {
    TensorParser parser = new TensorParser(origin, message, texts);
    WireMessage fields = message.again();
    while (fields.next()) {
      parser.take(fields);
    }
    return parser.tensor();
  }

  /**
   * Checks a tensor inside a node, which needs no name.
   *
   * @param origin the file's name in error messages
   * @param message a TensorProto
   */
  static void check(String origin, WireMessage message) {
    TensorParser parser = new TensorParser(origin, message, new TextBudget(origin));
    WireMessage fields = message.again();
    while (fields.next()) {
      parser.take(fields);
    }
    if (parser.name.isEmpty()) {
      parser.name = "of a node at byte " + message.first();
    }
    parser.tensor();
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
      case UINT64_DATA -> throw bad("holds uint64_data, which no supported type uses");
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

  /** Reads a file's texts as long as they, and objects for them, take little memory. */
  static final class TextBudget {
    static final int LONGEST_NAME = 1 << 10;
    private static final int LONGEST_TEXT = 1 << 22;

    /** The approximate memory of a tensor's or an entry's objects. */
    private static final int OVERHEAD = 256;

    private final String origin;
    private long left = 16 << 20;

    TextBudget(String origin) {
      this.origin = origin;
    }

    /** Reads a name; error messages can show its start. */
    String name(WireMessage field) {
      return read(field, LONGEST_NAME);
    }

    String text(WireMessage field) {
      return read(field, LONGEST_TEXT);
    }

    private String read(WireMessage field, int longest) {
      String text = field.text(longest);
      left -= field.length() + OVERHEAD;
      if (left < 0) {
        throw new ModelFormatException(
            origin + " has more tensors, names and metadata than a network needs");
      }
      return text;
    }
  }

  /** ONNX's numbers for its element types (TensorProto.DataType). */
  static final class ElementTypes {
    private static final Map<Long, DataType> READ =
        Map.of(
            1L, DataType.F32,
            2L, DataType.U8,
            3L, DataType.I8,
            5L, DataType.I16,
            6L, DataType.I32,
            7L, DataType.I64,
            9L, DataType.BOOL,
            10L, DataType.F16,
            11L, DataType.F64,
            16L, DataType.BF16);

    /** Every type's name, by its number. */
    private static final List<String> NAMES =
        List.of(
            "UNDEFINED",
            "FLOAT",
            "UINT8",
            "INT8",
            "UINT16",
            "INT16",
            "INT32",
            "INT64",
            "STRING",
            "BOOL",
            "FLOAT16",
            "DOUBLE",
            "UINT32",
            "UINT64",
            "COMPLEX64",
            "COMPLEX128",
            "BFLOAT16");

    private ElementTypes() {}

    /** Returns the type of a number, or null if it is not supported. */
    static @Nullable DataType of(long code) {
      return READ.get(code);
    }

    /** Returns the number with its name, if it has one. */
    static String name(long code) {
      boolean known = code >= 0 && code < NAMES.size();
      return code + (known ? " (" + NAMES.get((int) code) + ")" : "");
    }
  }
}
