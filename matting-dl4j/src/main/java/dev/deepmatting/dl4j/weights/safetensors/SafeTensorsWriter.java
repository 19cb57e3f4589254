package dev.deepmatting.dl4j.weights.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.weights.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** Writes float32 tensors and texts as a safetensors file, complete or not at all. */
public final class SafeTensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafeTensorsWriter() {}

  /**
   * Writes a file: first beside it under a temporary name, then moved into place.
   *
   * @param file where to write; an older file is replaced
   * @param metadata texts for the header
   * @param tensors tensors by name, written in the map's order
   * @throws IOException if the file cannot be written; an older file is then as it was
   */
  public static void write(
      Path file, Map<String, String> metadata, Map<String, FloatTensor> tensors)
      throws IOException {
    Path target = file.toAbsolutePath();
    // Not createTempFile: the file would keep its access rights, for the owner alone.
    Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".safetensors.tmp");
    try {
      writeContent(temporary, metadata, tensors);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeContent(
      Path file, Map<String, String> metadata, Map<String, FloatTensor> tensors)
      throws IOException {
    byte[] header = header(metadata, tensors);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(channel, length.putLong(header.length).flip());
      writeFully(channel, ByteBuffer.wrap(header));
      for (FloatTensor tensor : tensors.values()) {
        float[] values = tensor.values();
        ByteBuffer bytes =
            ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        writeFully(channel, bytes);
      }
      channel.force(true);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The header, filled up with blanks so that the numbers start at a multiple of eight bytes. */
  private static byte[] header(Map<String, String> metadata, Map<String, FloatTensor> tensors) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode texts = root.putObject("__metadata__");
    metadata.forEach(texts::put);
    long offset = 0;
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", DataType.F32.name());
      ArrayNode shape = node.putArray("shape");
      Arrays.stream(entry.getValue().shape()).forEach(shape::add);
      long end = offset + (long) entry.getValue().values().length * Float.BYTES;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
