package dev.deepmatting.dl4j.internal.weights.safetensors;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of the safetensors format: eight bytes of header length, a JSON header, the numbers.
 * The tensors must fill the file without gaps or overlaps.
 */
public final class SafeTensorsFile implements TensorFile {
  private static final int LENGTH_BYTES = 8;

  /**
   * Enough for about ten thousand tensors; a hostile header takes thirty times its length of the
   * heap.
   */
  private static final int LONGEST_HEADER = 2 << 20;

  private final FileBytes source;
  private final SafeTensorsHeader header;
  private final List<TensorInfo> tensors;

  /**
   * Reads the header.
   *
   * @param source the file, closed with this object; the caller closes it if this throws
   * @throws ModelFormatException if it is not such a file
   */
  public SafeTensorsFile(FileBytes source) {
    this.source = source;
    long length = source.length();
    if (length < LENGTH_BYTES) {
      throw damaged("has " + length + " bytes, wanted at least " + LENGTH_BYTES);
    }
    long headerLength = source.read(0, LENGTH_BYTES).getLong();
    if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, length - LENGTH_BYTES)) {
      throw damaged(
          "declares a header of "
              + Long.toUnsignedString(headerLength)
              + " bytes, wanted 2 to "
              + Math.max(2, Math.min(LONGEST_HEADER, length - LENGTH_BYTES))
              + " in a file of "
              + length);
    }
    byte[] json = source.read(LENGTH_BYTES, (int) headerLength).array();
    header = SafeTensorsHeader.parse(source.origin(), json, LENGTH_BYTES + headerLength, length);
    tensors = header.tensors().values().stream().map(SafeTensorsHeader.Entry::info).toList();
  }

  /**
   * Returns whether a file can be of this format: it starts with a plausible header length and
   * JSON.
   *
   * @param source a file
   * @return true if its first bytes are those of such a file
   */
  public static boolean recognises(FileBytes source) {
    if (source.length() <= LENGTH_BYTES) {
      return false;
    }
    ByteBuffer start = source.read(0, LENGTH_BYTES + 1);
    long headerLength = start.getLong();
    return headerLength >= 0 && headerLength <= LONGEST_HEADER && start.get() == '{';
  }

  private ModelFormatException damaged(String what) {
    return new ModelFormatException(source.origin() + " is not a safetensors file: it " + what);
  }

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public boolean keepsMetadata() {
    return true;
  }

  @Override
  public Collection<TensorInfo> tensors() {
    return tensors;
  }

  @Override
  public TensorInfo info(String name) {
    return entry(name).info();
  }

  @Override
  public ByteBuffer bytes(String name) {
    SafeTensorsHeader.Entry entry = entry(name);
    return source.read(entry.offset(), (int) entry.info().byteLength());
  }

  private SafeTensorsHeader.Entry entry(String name) {
    SafeTensorsHeader.Entry entry = header.tensors().get(name);
    if (entry == null) {
      throw new ModelFormatException(source.origin() + " has no tensor " + name);
    }
    return entry;
  }

  @Override
  public void close() {
    source.close();
  }
}
