package dev.deepmatting.dl4j.weights;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a file of the safetensors format: eight bytes of header length, a JSON header, the numbers.
 * Made for files from strangers: nothing is believed that the file's real length does not bear out,
 * and nothing but numbers and text is read. A tensor is mapped into memory when it is asked for.
 *
 * <p>Not safe to share between threads.
 */
public final class SafeTensorsFile implements AutoCloseable {
  private static final int LENGTH_BYTES = 8;
  private static final int LONGEST_HEADER = 16 << 20;

  private final String origin;
  private final FileChannel channel;
  private final ByteBuffer memory;
  private final SafeTensorsHeader header;

  private SafeTensorsFile(String origin, FileChannel channel, ByteBuffer memory, long length)
      throws IOException {
    this.origin = origin;
    this.channel = channel;
    this.memory = memory;
    if (length < LENGTH_BYTES) {
      throw damaged("has " + length + " bytes, wanted at least " + LENGTH_BYTES);
    }
    long headerLength = bytes(0, LENGTH_BYTES).getLong();
    if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, length - LENGTH_BYTES)) {
      throw damaged("declares a header of " + Long.toUnsignedString(headerLength) + " bytes");
    }
    byte[] json = new byte[(int) headerLength];
    bytes(LENGTH_BYTES, json.length).get(json);
    header = SafeTensorsHeader.parse(origin, json, LENGTH_BYTES + headerLength, length);
  }

  /**
   * Opens a file and reads its header.
   *
   * @param file a safetensors file
   * @return the open file, which the caller closes
   * @throws ModelFormatException if it cannot be read or is not such a file
   */
  public static SafeTensorsFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      String why = Files.exists(file) ? " is not a file" : " does not exist";
      throw new ModelFormatException("model " + file + why);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      return new SafeTensorsFile("model " + file, channel, null, channel.size());
    } catch (IOException | RuntimeException e) {
      closeAfter(e, channel);
      if (e instanceof ModelFormatException known) {
        throw known;
      }
      throw new ModelFormatException("model " + file + " cannot be read: " + e, e);
    }
  }

  private static void closeAfter(Exception error, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      error.addSuppressed(e);
    }
  }

  /**
   * Reads a file's content from memory.
   *
   * @param origin what error messages call it
   * @param content the whole content
   * @return the open content
   * @throws ModelFormatException if it is not of this format
   */
  public static SafeTensorsFile of(String origin, byte[] content) {
    try {
      return new SafeTensorsFile(origin, null, ByteBuffer.wrap(content), content.length);
    } catch (IOException e) {
      throw new ModelFormatException(origin + " cannot be read: " + e, e);
    }
  }

  /**
   * The texts of the header's {@code __metadata__}.
   *
   * @return an unmodifiable map, empty if the file has none
   */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * What the header says of the tensors.
   *
   * @return an unmodifiable collection in the order of their numbers in the file
   */
  public Collection<TensorInfo> tensors() {
    return header.tensors().values();
  }

  /**
   * Reads every tensor.
   *
   * @return tensors by name, in the file's order
   * @throws ModelFormatException if the file cannot be read any more
   */
  public Map<String, FloatTensor> readAll() {
    return tensors().stream()
        .collect(
            Collectors.toMap(
                TensorInfo::name,
                info -> read(info.name()),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  /**
   * Reads one tensor, as float32 whatever the file stores.
   *
   * @param name its name
   * @return the tensor
   * @throws ModelFormatException if there is none of this name, or the file cannot be read any more
   */
  public FloatTensor read(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new ModelFormatException(origin + " has no tensor " + name);
    }
    try {
      ByteBuffer source = bytes(info.offset(), (int) info.byteLength());
      float[] values = new float[(int) (info.byteLength() / info.dataType().bytes())];
      for (int i = 0; i < values.length; i++) {
        values[i] = info.dataType().read(source);
      }
      return new FloatTensor(values, info.shape().stream().mapToInt(Integer::intValue).toArray());
    } catch (IOException e) {
      throw new ModelFormatException(origin + " cannot be read: " + e, e);
    }
  }

  private ByteBuffer bytes(long offset, int length) throws IOException {
    ByteBuffer slice =
        memory != null
            ? memory.slice((int) offset, length)
            : channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    return slice.order(ByteOrder.LITTLE_ENDIAN);
  }

  private ModelFormatException damaged(String what) {
    return new ModelFormatException(origin + " is not a safetensors file: it " + what);
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new ModelFormatException(origin + " cannot be closed: " + e, e);
    }
  }
}
