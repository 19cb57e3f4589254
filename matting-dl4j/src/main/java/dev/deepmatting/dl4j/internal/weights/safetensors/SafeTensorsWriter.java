package dev.deepmatting.dl4j.internal.weights.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Writes tensors and texts as a safetensors file, complete or not at all. */
public final class SafeTensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int NUMBERS_AT_ONCE = 1 << 16;

  private final Path file;
  private final Map<String, String> metadata;
  private final Map<String, FloatTensor> tensors;
  private final DataType type;

  private SafeTensorsWriter(
      Path file, Map<String, String> metadata, Map<String, FloatTensor> tensors, DataType type) {
    this.file = file;
    this.metadata = metadata;
    this.tensors = tensors;
    this.type = type;
  }

  /**
   * Writes a file.
   *
   * @param file where to write; an older file is replaced
   * @param metadata texts for the header
   * @param tensors tensors by name, written in the map's order
   * @param type how numbers are stored: F32, or F16 or BF16, to which they are rounded
   * @throws InvalidInputException if a number is beyond the range of the type
   * @throws IOException if the file cannot be written; an older file is then unchanged
   */
  public static void write(
      Path file, Map<String, String> metadata, Map<String, FloatTensor> tensors, DataType type)
      throws IOException {
    SafeTensorsWriter writer = new SafeTensorsWriter(file, metadata, tensors, type);
    AtomicFile.write(file, writer::writeTo);
  }

  private void writeTo(FileChannel channel) throws IOException {
    byte[] header = header();
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    AtomicFile.writeFully(channel, length.putLong(header.length).flip());
    AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
    ByteBuffer buffer =
        ByteBuffer.allocate(NUMBERS_AT_ONCE * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      for (float value : entry.getValue().values()) {
        requireHeld(entry.getKey(), value);
        type.write(value, buffer);
        if (!buffer.hasRemaining()) {
          AtomicFile.writeFully(channel, buffer.flip());
          buffer.clear();
        }
      }
    }
    AtomicFile.writeFully(channel, buffer.flip());
  }

  private void requireHeld(String name, float value) {
    if (!type.holds(value)) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s: tensor %s holds %s, which is beyond %s; wanted storage as F32 or BF16",
              file,
              name,
              value,
              type));
    }
  }

  /**
   * Returns the header, padded with spaces so that the numbers start at a multiple of eight bytes.
   */
  private byte[] header() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode texts = root.putObject("__metadata__");
    metadata.forEach(texts::put);
    long offset = 0;
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", type.name());
      ArrayNode shape = node.putArray("shape");
      Arrays.stream(entry.getValue().shape()).forEach(shape::add);
      long end = offset + (long) entry.getValue().values().length * type.bytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
