package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.DataType;
import java.util.List;
import java.util.Map;

/** The numbers by which ONNX calls its element types (TensorProto.DataType). */
final class ElementTypes {
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

  /** The type of a number, or null if tensors of it are not read. */
  static DataType of(long code) {
    return READ.get(code);
  }

  /** The number with its name, if it has one. */
  static String name(long code) {
    boolean known = code >= 0 && code < NAMES.size();
    return code + (known ? " (" + NAMES.get((int) code) + ")" : "");
  }
}
