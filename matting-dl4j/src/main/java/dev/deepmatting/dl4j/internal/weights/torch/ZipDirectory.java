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
 * Finds the entries of a zip archive (PKWARE's APPNOTE.TXT 6.3) and accepts only what torch.save
 * writes: uncompressed entries, which can be read directly from the file. Numbers that appear twice
 * in the archive must agree, entries must not overlap, and the archive fills the file from its
 * first byte to its last.
 *
 * <p>Checksums are not compared: newer releases of PyTorch can omit them, and a storage's numbers
 * are read only on request.
 */
final class ZipDirectory {
  /**
   * A file of the archive.
   *
   * @param name its whole name
   * @param offset the position of its first byte in the archive
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
   * @param names receives each entry's name before anything else of the entry is checked
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

  /** The directory's description of an entry. */
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

  /**
   * Requires a name inside a folder, which is named after the file, possibly with a time of day.
   */
  private void requirePlainName(Header header) {
    String name = header.text();
    boolean wrong =
        name.chars().anyMatch(letter -> Character.isISOControl(letter) || letter == '\\');
    for (String part : name.split("/", -1)) {
      wrong |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (wrong) {
      throw damaged(header.shown() + " is not a name inside a folder");
    }
  }

  /**
   * Replaces numbers that are too large for 32 bits, in this order, by those of the extra field.
   */
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

  /** Reads the header before an entry, which must agree with the directory. */
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
    return new ModelFormatException(
        source.origin() + " is not a zip archive of torch.save: " + what);
  }

  /**
   * The record at the end of a zip archive, in 32 or 64 bits, with the directory's position.
   *
   * @param entries number of entries
   * @param directoryOffset the directory's first byte
   * @param directorySize its length in bytes
   */
  record ZipEnd(int entries, long directoryOffset, int directorySize) {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int ZIP64_UNCOUNTED = 12;
    private static final int MOST_ENTRIES = 1 << 16;
    private static final int MOST_BYTES = 16 << 20;

    /** Finds the record, which must end the file, and checks the directory's position. */
    static ZipEnd read(FileBytes source) {
      long place = source.length() - END_BYTES;
      if (place < 0) {
        throw damaged(source, "it has " + source.length() + " bytes, wanted " + END_BYTES);
      }
      ByteBuffer end = source.read(place, END_BYTES);
      if (end.getInt(0) != END || end.getShort(20) != 0) {
        throw damaged(source, "it does not end with the record that closes an archive");
      }
      long[] found = {end.getShort(10) & 0xffff, unsigned(end, 16), unsigned(end, 12)};
      boolean oneDisk =
          end.getShort(4) == 0 && end.getShort(6) == 0 && end.getShort(8) == end.getShort(10);
      if (place >= LOCATOR_BYTES
          && source.read(place - LOCATOR_BYTES, Integer.BYTES).getInt() == LOCATOR) {
        long wide = wideEnd(source, place - LOCATOR_BYTES);
        oneDisk &= takeWide(source.read(wide, ZIP64_END_BYTES), found);
        place = wide;
      }
      return checked(source, found, oneDisk, place);
    }

    private static long wideEnd(FileBytes source, long place) {
      ByteBuffer locator = source.read(place, LOCATOR_BYTES);
      long wide = place - ZIP64_END_BYTES;
      if (wide < 0 || locator.getLong(8) != wide || locator.getInt(4) != 0) {
        throw damaged(
            source,
            "its 64-bit end is declared at byte " + locator.getLong(8) + ", wanted " + wide);
      }
      ByteBuffer end = source.read(wide, ZIP64_END_BYTES);
      if (end.getInt(0) != ZIP64_END || end.getLong(4) != ZIP64_END_BYTES - ZIP64_UNCOUNTED) {
        throw damaged(source, "its 64-bit end is not one");
      }
      return wide;
    }

    /** Reads the 64-bit numbers, which must equal the 32-bit ones if those are given. */
    private static boolean takeWide(ByteBuffer end, long[] found) {
      long[] wide = {end.getLong(32), end.getLong(48), end.getLong(40)};
      long[] absent = {0xffff, 0xffffffffL, 0xffffffffL};
      boolean same = end.getInt(16) == 0 && end.getInt(20) == 0 && end.getLong(24) == wide[0];
      for (int i = 0; i < wide.length; i++) {
        same &= found[i] == absent[i] || found[i] == wide[i];
        found[i] = wide[i];
      }
      return same;
    }

    private static ZipEnd checked(FileBytes source, long[] found, boolean same, long place) {
      if (!same) {
        throw damaged(source, "its end counts parts and entries in two ways");
      }
      if (found[0] < 1 || found[0] > MOST_ENTRIES || found[2] < 0 || found[2] > MOST_BYTES) {
        throw damaged(
            source, "its directory has " + found[0] + " entries in " + found[2] + " bytes");
      }
      if (found[1] != place - found[2]) {
        throw damaged(
            source,
            ("its directory of %d bytes begins at byte %d, wanted %d")
                .formatted(found[2], found[1], place - found[2]));
      }
      return new ZipEnd((int) found[0], found[1], (int) found[2]);
    }

    private static long unsigned(ByteBuffer bytes, int index) {
      return bytes.getInt(index) & 0xffffffffL;
    }

    private static ModelFormatException damaged(FileBytes source, String what) {
      return new ModelFormatException(
          source.origin() + " is not a zip archive of torch.save: " + what);
    }
  }
}
