package dev.deepmatting.dl4j.internal.weights.safetensors;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.internal.file.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON header of a safetensors file, checked against the file's length. */
record SafeTensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {
  /** A tensor, and the position of its numbers in the file. */
  record Entry(TensorInfo info, long offset) {
    long end() {
      return offset + info.byteLength();
    }
  }

  private static final String METADATA = "__metadata__";

  static SafeTensorsHeader parse(String origin, byte[] json, long dataStart, long fileLength) {
    JsonTree root;
    try {
      root = JsonTree.read(json);
    } catch (IOException e) {
      throw new ModelFormatException(
          origin + " has a damaged header: " + firstLine(String.valueOf(e.getMessage())), e);
    }
    if (!root.isObject()) {
      throw new ModelFormatException(origin + " has a header that is not a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonTree> entry : root.fields().entrySet()) {
      if (entry.getKey().equals(METADATA)) {
        readMetadata(origin, entry.getValue(), metadata);
      } else {
        tensors.add(tensor(origin, entry.getKey(), entry.getValue(), dataStart));
      }
    }
    return new SafeTensorsHeader(
        Collections.unmodifiableMap(metadata), inOrder(origin, tensors, dataStart, fileLength));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static void readMetadata(String origin, JsonTree node, Map<String, String> target) {
    if (!node.isObject() && !node.isNull()) {
      throw new ModelFormatException(origin + " has metadata that are not a JSON object");
    }
    for (Map.Entry<String, JsonTree> entry : node.fields().entrySet()) {
      String text =
          entry
              .getValue()
              .asText()
              .orElseThrow(
                  () ->
                      new ModelFormatException(
                          origin
                              + " has metadata "
                              + Shown.text(entry.getKey())
                              + " that is not text"));
      target.put(entry.getKey(), text);
    }
  }

  private static Entry tensor(String origin, String name, JsonTree node, long dataStart) {
    DataType type =
        node.get("dtype")
            .asText()
            .flatMap(SafeTensorsHeader::type)
            .orElseThrow(() -> bad(origin, name, "dtype " + node.get("dtype")));
    List<Integer> shape = new ArrayList<>();
    for (JsonTree size : requireList(origin, name, node.get("shape"))) {
      shape.add(
          size.asInteger()
              .filter(length -> length >= 0)
              .orElseThrow(() -> bad(origin, name, "shape " + node.get("shape"))));
    }
    long byteLength = TensorInfo.byteLength(type, shape);
    if (byteLength < 0) {
      throw bad(origin, name, "shape " + node.get("shape") + ", more than 2 GiB");
    }
    long offset = offset(origin, name, node.get("data_offsets"), byteLength);
    if (offset > Long.MAX_VALUE - dataStart) {
      throw bad(origin, name, "data_offsets " + node.get("data_offsets"));
    }
    return new Entry(new TensorInfo(name, type, shape), dataStart + offset);
  }

  private static Optional<DataType> type(String name) {
    return Arrays.stream(DataType.values()).filter(type -> type.name().equals(name)).findFirst();
  }

  private static long offset(String origin, String name, JsonTree offsets, long byteLength) {
    List<JsonTree> ends = requireList(origin, name, offsets);
    long start = ends.isEmpty() ? -1 : ends.get(0).asLong().orElse(-1L);
    if (ends.size() != 2
        || start < 0
        || ends.get(1).asLong().filter(end -> end - start == byteLength).isEmpty()) {
      throw bad(origin, name, "data_offsets " + offsets + ", wanted " + byteLength + " bytes");
    }
    return start;
  }

  private static List<JsonTree> requireList(String origin, String name, JsonTree node) {
    if (!node.isList()) {
      throw bad(origin, name, "no list where one belongs: " + node);
    }
    return node.elements();
  }

  /**
   * Checks, as the format requires, that tensors fill the file to its end without gaps or overlaps.
   */
  private static Map<String, Entry> inOrder(
      String origin, List<Entry> tensors, long dataStart, long fileLength) {
    tensors.sort(Comparator.comparingLong(Entry::offset).thenComparingLong(Entry::end));
    Map<String, Entry> ordered = new LinkedHashMap<>();
    long end = dataStart;
    for (Entry entry : tensors) {
      String name = entry.info().name();
      if (entry.offset() != end) {
        throw bad(
            origin, name, "numbers at byte " + entry.offset() + " of the file, wanted " + end);
      }
      end = entry.end();
      ordered.put(name, entry);
    }
    if (end != fileLength) {
      throw new ModelFormatException(
          origin + " has " + fileLength + " bytes, its header declares " + end);
    }
    return Collections.unmodifiableMap(ordered);
  }

  private static ModelFormatException bad(String origin, String name, String what) {
    return new ModelFormatException(
        origin + ": tensor " + Shown.text(name) + " has " + Shown.text(what));
  }
}
