package dev.deepmatting.dl4j.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.dl4j.internal.model.ModelInspector;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model file as text, so that fuzzing changes what the file says and not whether it is sound: a
 * line of format version, a line of network metadata, then a line {@code name size size} for each
 * tensor, whose numbers are zeros. A line that is empty or is not like that is left out.
 */
final class ModelText {
  private static final int MOST_BYTES = 1 << 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern TENSOR = Pattern.compile("(\\S+)((?: \\d{1,9})*)");

  private ModelText() {}

  /**
   * Inspects such a file, which is sound whatever it says, and reads it; only {@link
   * ModelFormatException} may come out of reading.
   */
  static void check(byte[] content) {
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
    ObjectNode header = MAPPER.createObjectNode();
    ObjectNode metadata = header.putObject("__metadata__");
    put(metadata, "format_version", lines, 0);
    put(metadata, "network", lines, 1);
    long bytes = 0;
    for (int i = 2; i < lines.length; i++) {
      Matcher tensor = TENSOR.matcher(lines[i]);
      if (tensor.matches() && !header.has(tensor.group(1))) {
        bytes = put(header, tensor, bytes);
      }
    }
    if (bytes <= MOST_BYTES) {
      check(header, (int) bytes);
    }
  }

  private static void put(ObjectNode metadata, String key, String[] lines, int index) {
    if (index < lines.length && !lines[index].isEmpty()) {
      metadata.put(key, lines[index]);
    }
  }

  private static long put(ObjectNode header, Matcher text, long offset) {
    ObjectNode tensor = header.putObject(text.group(1)).put("dtype", "F32");
    var shape = tensor.putArray("shape");
    long bytes = Float.BYTES;
    for (String size : text.group(2).trim().split(" ")) {
      if (!size.isEmpty()) {
        shape.add(Integer.parseInt(size));
        bytes = Math.min(bytes * Integer.parseInt(size), MOST_BYTES + 1);
      }
    }
    tensor.putArray("data_offsets").add(offset).add(offset + bytes);
    return offset + bytes;
  }

  private static void check(ObjectNode header, int bytes) {
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    try {
      Path path = Files.createTempFile("fuzz", ".safetensors");
      try {
        Files.write(path, file.array());
        check(WeightSource.file(path));
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(WeightSource source) {
    for (WeightSource told : new WeightSource[] {source, source.withSkip(true).withStrict(false)}) {
      ModelInspector.inspect(told);
      try {
        ModelReader.read(told);
      } catch (ModelFormatException e) {
        if (!e.getMessage().startsWith("model ")) {
          throw new AssertionError("a message that does not name the file: " + e.getMessage(), e);
        }
      }
    }
  }
}
