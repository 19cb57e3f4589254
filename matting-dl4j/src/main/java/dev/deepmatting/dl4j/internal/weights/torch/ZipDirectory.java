package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the entries of a zip archive (PKWARE's APPNOTE.TXT 6.3) and takes only what torch.save
 * writes: entries stored as they are, so that nothing has to be unpacked and each lies in the file
 * where it can be read. Every number that stands in the archive twice must be the same, entries may
 * not overlap, and the archive fills the file from its first byte to its last.
 *
 * <p>Checksums are not compared: newer releases of PyTorch can leave them out, and the numbers of a
 * storage are read only where they are asked for.
 */
final class ZipDirectory {
  /**
   * A file of the archive.
   *
   * @param name its whole name
   * @param offset its first byte's place in the archive
   * @param size its length
   */
  record Entry(String name, long offset, long size) {}

  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int ENCRYPTED = 0x2041;
  private static final int SIZES_FOLLOW = 8;
  private static final int UTF8_NAME = 0x800;
  private static final int ZIP64_EXTRA = 1;
  private static final long IN_ZIP64 = 0xffffffffL;

  private final FileBytes source;
  private final ZipEnd end;
  private final Consumer<String> names;

  private ZipDirectory(FileBytes source, Consumer<String> names) {
    this.source = source;
    this.names = names;
    this.end = ZipEnd.read(source);
  }

  /**
   * Reads the directory.
   *
   * @param names is told each entry's name before anything else of the entry is looked at
   * @return at least one entry
   */
  static Map<String, Entry> read(FileBytes source, Consumer<String> names) {
    return new ZipDirectory(source, names).read();
  }

  private Map<String, Entry> read() {
    ByteBuffer directory = source.read(end.directoryOffset(), end.directorySize());
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < end.entries(); i++) {
      headers.add(header(directory));
    }
    if (directory.hasRemaining()) {
      throw damaged("its directory goes on after " + end.entries() + " entries");
    }
    headers.sort(Comparator.comparingLong(Header::offset));
    Map<String, Entry> entries = new LinkedHashMap<>();
    long free = 0;
    for (Header header : headers) {
      if (header.offset() < free || free == 0 && header.offset() > 0) {
        throw damaged(header.shown() + " begins at byte " + header.offset() + ", wanted " + free);
      }
      Entry entry = new Entry(header.text(), dataOffset(header), header.size());
      free = entry.offset() + entry.size();
      if (entries.put(entry.name(), entry) != null) {
        throw damaged(header.shown() + " is there twice");
      }
    }
    return entries;
  }

  /** What the directory says of an entry. */
  private record Header(byte[] name, int flags, long size, long offset) {
    String text() {
      return new String(name, StandardCharsets.UTF_8);
    }

    String shown() {
      return "'" + Shown.text(text()) + "'";
    }
  }

  private Header header(ByteBuffer directory) {
    if (directory.remaining() < ENTRY_BYTES || directory.getInt(directory.position()) != ENTRY) {
      throw damaged("its directory is cut short");
    }
    ByteBuffer fixed = take(directory, ENTRY_BYTES);
    byte[] name = new byte[fixed.getShort(28) & 0xffff];
    int extraBytes = fixed.getShort(30) & 0xffff;
    int commentBytes = fixed.getShort(32) & 0xffff;
    if (directory.remaining() < name.length + extraBytes + commentBytes) {
      throw damaged("its directory is cut short");
    }
    directory.get(name);
    long[] numbers = {unsigned(fixed, 24), unsigned(fixed, 20), unsigned(fixed, 42)};
    resolve(numbers, take(directory, extraBytes));
    take(directory, commentBytes);
    Header header = new Header(name, fixed.getShort(8) & 0xffff, numbers[0], numbers[2]);
    names.accept(header.text());
    requireStored(header, fixed.getShort(10) & 0xffff, numbers[1]);
    requirePlainName(header);
    if (header.size() < 0 || header.offset() < 0 || header.offset() > end.directoryOffset()) {
      throw damaged(header.shown() + " begins at byte " + header.offset());
    }
    return header;
  }

  private void requireStored(Header header, int method, long compressedSize) {
    if ((header.flags() & ENCRYPTED) != 0) {
      throw damaged(header.shown() + " is encrypted");
    }
    if (method != 0 || compressedSize != header.size()) {
      throw damaged(
          ("%s is compressed by method %d from %d to %d bytes, wanted stored as torch.save does")
              .formatted(header.shown(), method, header.size(), compressedSize));
    }
    if ((header.flags() & ~(SIZES_FOLLOW | UTF8_NAME)) != 0) {
      throw damaged(header.shown() + " has the flags 0x" + Integer.toHexString(header.flags()));
    }
  }

  /** The folder is named after the file, which may have been named after a time of day. */
  private void requirePlainName(Header header) {
    String name = header.text();
    boolean wrong =
        name.chars().anyMatch(letter -> Character.isISOControl(letter) || letter == '\\');
    for (String part : name.split("/", -1)) {
      wrong |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (wrong) {
      throw damaged(header.shown() + " is no name inside of a folder");
    }
  }

  /** Replaces the numbers that are too large for 32 bits, in this order, by those of the extra. */
  private void resolve(long[] numbers, ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int kind = extra.getShort() & 0xffff;
      int length = extra.getShort() & 0xffff;
      if (length > extra.remaining()) {
        throw damaged("an entry's extra field is cut short");
      }
      ByteBuffer content = take(extra, length);
      for (int i = 0; i < numbers.length && kind == ZIP64_EXTRA; i++) {
        if (numbers[i] == IN_ZIP64 && content.remaining() >= Long.BYTES) {
          numbers[i] = content.getLong();
        }
      }
    }
  }

  /** Reads the header in front of an entry, which must say the same. */
  private long dataOffset(Header header) {
    ByteBuffer fixed = source.read(header.offset(), LOCAL_BYTES);
    int nameBytes = fixed.getShort(26) & 0xffff;
    int extraBytes = fixed.getShort(28) & 0xffff;
    ByteBuffer rest = source.read(header.offset() + LOCAL_BYTES, nameBytes + extraBytes);
    ByteBuffer name = take(rest, nameBytes);
    long[] sizes = {unsigned(fixed, 22), unsigned(fixed, 18)};
    resolve(sizes, rest);
    boolean follow = (header.flags() & SIZES_FOLLOW) != 0 && sizes[0] == 0 && sizes[1] == 0;
    boolean same = sizes[0] == header.size() && sizes[1] == header.size();
    if (fixed.getInt(0) != LOCAL
        || fixed.getShort(6) != (short) header.flags()
        || fixed.getShort(8) != 0
        || !name.equals(ByteBuffer.wrap(header.name()))
        || !follow && !same) {
      throw damaged(header.shown() + " has another header than in the directory");
    }
    long data = header.offset() + LOCAL_BYTES + nameBytes + extraBytes;
    if (header.size() > end.directoryOffset() - data) {
      throw damaged(header.shown() + " of " + header.size() + " bytes reaches into the directory");
    }
    return data;
  }

  private static ByteBuffer take(ByteBuffer bytes, int count) {
    ByteBuffer taken = bytes.slice(bytes.position(), count).order(bytes.order());
    bytes.position(bytes.position() + count);
    return taken;
  }

  private static long unsigned(ByteBuffer bytes, int index) {
    return bytes.getInt(index) & 0xffffffffL;
  }

  private ModelFormatException damaged(String what) {
    return new ModelFormatException(source.origin() + " is no zip archive of torch.save: " + what);
  }
}
