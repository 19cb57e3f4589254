package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short single texts among groups' attributes, such as {@code keras_version}. */
final class Attributes {
  private static final String WHAT = "an attribute";
  private static final String HEAP = "the heap of texts";
  private static final int STRING = 3;
  private static final int VARIABLE_LENGTH = 9;
  private static final int HEAP_PREFIX = 16;
  private static final int LONGEST_TEXT = 256;

  private final Hdf5Bytes file;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<Long, Map<Integer, byte[]>> heaps = new LinkedHashMap<>();

  Attributes(Hdf5Bytes file) {
    this.file = file;
  }

  Map<String, String> texts() {
    return texts;
  }

  /** Adds the texts of a group; outer groups come first and win. */
  void add(ObjectHeader header) {
    header.all(ObjectHeader.ATTRIBUTE).forEach(this::add);
  }

  private void add(Fields message) {
    int version = message.expect("version", 1, 2, 3);
    int flags = message.u8();
    int nameBytes = message.u16();
    int typeBytes = message.u16();
    int spaceBytes = message.u16();
    message.skip(version == 3 ? 1 : 0);
    // Version 1 pads each part to a multiple of eight bytes.
    int unit = version == 1 ? 8 : 1;
    String name = message.part(roundUp(nameBytes, unit), WHAT).text(nameBytes);
    Fields type = message.part(roundUp(typeBytes, unit), WHAT);
    Fields space = message.part(roundUp(spaceBytes, unit), WHAT);
    if ((version > 1 && flags != 0) || !isSingle(space)) {
      return;
    }
    String text = text(type, message);
    if (text != null && text.length() <= LONGEST_TEXT) {
      texts.putIfAbsent(name, text);
    }
  }

  private static int roundUp(int count, int unit) {
    return (count + unit - 1) / unit * unit;
  }

  private static boolean isSingle(Fields space) {
    int version = space.expect("version", 1, 2);
    int rank = space.u8();
    int kind = space.skip(1).u8();
    return rank == 0 && (version == 1 || kind == 0);
  }

  private @Nullable String text(Fields type, Fields value) {
    int kind = type.u8() & 0xf;
    boolean ofText = (type.u8() & 0xf) == 1;
    long bytes = type.skip(2).u32();
    if (kind == STRING) {
      return value.part(bytes, WHAT).text((int) bytes);
    }
    if (kind != VARIABLE_LENGTH || !ofText) {
      return null;
    }
    long length = value.u32();
    long heap = value.u64();
    int object = (int) value.u32();
    if (length == 0) {
      return "";
    }
    byte[] content = heaps.computeIfAbsent(heap, this::readHeap).get(object);
    if (content == null || content.length < length) {
      throw file.refused(WHAT + " of " + length + " bytes is not in the heap of texts");
    }
    // Checks before creating the text, since many attributes can point at the same bytes.
    if (length > LONGEST_TEXT) {
      return null;
    }
    return new String(content, 0, (int) length, StandardCharsets.UTF_8);
  }

  private Map<Integer, byte[]> readHeap(long address) {
    Fields prefix = file.peek(address, HEAP_PREFIX, HEAP);
    long length = prefix.skip(8).u64();
    Fields heap = file.signed(address, length, "GCOL", HEAP);
    heap.expect("version", 1);
    heap.skip(HEAP_PREFIX - 5);
    Map<Integer, byte[]> objects = new LinkedHashMap<>();
    while (heap.remaining() >= HEAP_PREFIX) {
      int index = heap.u16();
      long bytes = heap.skip(6).u64();
      if (index == 0) {
        break;
      }
      if (bytes < 0 || bytes > heap.remaining()) {
        throw file.refused(HEAP + " has a text of " + Long.toUnsignedString(bytes) + " bytes");
      }
      objects.put(index, heap.bytes((int) bytes));
      heap.skip(Math.min(heap.remaining(), roundUp((int) bytes, 8) - bytes));
    }
    return objects;
  }
}
