package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a TIFF structure; no offset in it can be trusted. Entries that break TIFF 6.0
 * count as absent. BigTIFF has the same entries with longer numbers.
 */
final class TiffDirectory {
  static final int ORIENTATION = 274;
  static final int ICC_PROFILE = 34_675;

  private static final int X_RESOLUTION = 282;
  private static final int Y_RESOLUTION = 283;
  private static final int RESOLUTION_UNIT = 296;

  private static final int HEADER_BYTES = 8;
  private static final int CLASSIC = 42;
  private static final int BIG = 43;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;
  private static final int IFD = 13;
  private static final int LONG_8 = 16;
  private static final int IFD_8 = 18;
  private static final int INCH = 2;
  private static final int CENTIMETRE = 3;

  private final Source source;
  private final ByteOrder order;
  private final boolean big;
  private final Map<Integer, ByteBuffer> entries = new HashMap<>();
  private long start;
  private long next;

  private TiffDirectory(Source source, ByteOrder order, boolean big) {
    this.source = source;
    this.order = order;
    this.big = big;
  }

  /** The source of the structure's bytes. */
  @FunctionalInterface
  interface Source {
    /** Returns a piece, or null if there are too few bytes. */
    @Nullable ByteBuffer at(long offset, int length) throws IOException;
  }

  /** Reads the first directory of a structure in memory; empty if there is none. */
  static TiffDirectory of(ByteBuffer structure) throws IOException {
    return of(
        (offset, length) ->
            offset < 0 || offset > structure.limit() - (long) length
                ? null
                : structure.slice((int) offset, length));
  }

  /** Reads the first directory of a structure; empty if there is none. */
  static TiffDirectory of(Source source) throws IOException {
    ByteBuffer header = source.at(0, HEADER_BYTES);
    if (header == null) {
      return new TiffDirectory(source, ByteOrder.BIG_ENDIAN, false);
    }
    ByteOrder order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    boolean big = header.order(order).getShort(2) == BIG;
    Source ordered =
        (offset, length) -> {
          ByteBuffer piece = source.at(offset, length);
          return piece == null ? null : piece.order(order);
        };
    TiffDirectory nothing = new TiffDirectory(ordered, order, big);
    if (!big) {
      return nothing.at(Integer.toUnsignedLong(header.getInt(Integer.BYTES)));
    }
    ByteBuffer start = ordered.at(HEADER_BYTES, Long.BYTES);
    return start == null ? nothing : nothing.at(start.getLong(0));
  }

  /** The structure's bytes, each piece in the structure's own order. */
  Source source() {
    return source;
  }

  /** Returns whether the first four bytes are those of a TIFF structure. */
  static boolean startsWith(int word) {
    int magic = (word >>> 16) == 0x4949 ? Short.toUnsignedInt(Short.reverseBytes((short) word)) : 0;
    magic = (word >>> 16) == 0x4d4d ? word & 0xffff : magic;
    return magic == CLASSIC || magic == BIG;
  }

  /** Reads another directory of the same structure; empty if there is none. */
  TiffDirectory at(long start) throws IOException {
    TiffDirectory directory = new TiffDirectory(source, order, big);
    directory.list(start);
    return directory;
  }

  /** Where this directory starts; 0 if there is none. */
  long start() {
    return start;
  }

  private void list(long at) throws IOException {
    start = at;
    int entryBytes = big ? 20 : 12;
    int countBytes = big ? Long.BYTES : Short.BYTES;
    ByteBuffer count = source.at(start, countBytes);
    long entryCount = 0;
    if (count != null) {
      entryCount = big ? count.getLong(0) : Short.toUnsignedInt(count.getShort(0));
    }
    if (entryCount < 0 || entryCount > 0xffff) {
      return;
    }
    list(start + countBytes, (int) entryCount, entryBytes);
    ByteBuffer link = source.at(start + countBytes + entryCount * entryBytes, offsetBytes());
    next = link == null ? 0 : offset(link, 0);
  }

  private void list(long start, int count, int bytes) throws IOException {
    ByteBuffer whole = source.at(start, count * bytes);
    for (int i = 0; i < count; i++) {
      ByteBuffer entry =
          whole == null
              ? source.at(start + (long) i * bytes, bytes)
              : whole.slice(i * bytes, bytes);
      if (entry == null) {
        return;
      }
      entries.putIfAbsent(Short.toUnsignedInt(entry.order(order).getShort(0)), entry);
    }
  }

  private int offsetBytes() {
    return big ? Long.BYTES : Integer.BYTES;
  }

  private long offset(ByteBuffer piece, int at) {
    return big ? piece.getLong(at) : Integer.toUnsignedLong(piece.getInt(at));
  }

  /** Where the next directory starts; 0 if this is the last one. */
  long next() {
    return next;
  }

  /** The byte order of everything in the structure. */
  ByteOrder order() {
    return order;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** Returns the only value of an integer tag. */
  long number(int tag, long absent) throws IOException {
    long[] numbers = numbers(tag, 1);
    return numbers.length == 0 ? absent : numbers[0];
  }

  /**
   * Returns the values of an integer tag; empty if there are none.
   *
   * @param most how many to return at most
   */
  long[] numbers(int tag, int most) throws IOException {
    ByteBuffer entry = entries.get(tag);
    int size = entry == null ? 0 : bytesOfNumber(type(entry));
    if (entry == null || size == 0) {
      return new long[0];
    }
    int count = (int) Math.min(count(entry), most);
    ByteBuffer values = values(entry, (long) count * size, count(entry) * size);
    if (values == null) {
      return new long[0];
    }
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (size) {
            case Byte.BYTES -> Byte.toUnsignedLong(values.get(i));
            case Short.BYTES -> Short.toUnsignedLong(values.getShort(i * size));
            case Integer.BYTES -> Integer.toUnsignedLong(values.getInt(i * size));
            default -> values.getLong(i * size);
          };
    }
    return numbers;
  }

  private static int bytesOfNumber(int type) {
    return switch (type) {
      case BYTE, UNDEFINED -> Byte.BYTES;
      case SHORT -> Short.BYTES;
      case LONG, IFD -> Integer.BYTES;
      case LONG_8, IFD_8 -> Long.BYTES;
      default -> 0;
    };
  }

  /** Returns the bytes of a byte tag, or null if it has none or more than the limit. */
  byte @Nullable [] bytes(int tag, int limit) throws IOException {
    ByteBuffer entry = entries.get(tag);
    if (entry == null || bytesOfNumber(type(entry)) != Byte.BYTES || count(entry) > limit) {
      return null;
    }
    ByteBuffer values = values(entry, count(entry), count(entry));
    if (values == null) {
      return null;
    }
    byte[] bytes = new byte[values.limit()];
    values.get(0, bytes);
    return bytes;
  }

  /** Returns the fractions of a tag; empty if it has fewer. */
  double[] fractions(int tag, int count) throws IOException {
    ByteBuffer entry = entries.get(tag);
    long bytes = 2L * Integer.BYTES * count;
    if (entry == null || type(entry) != RATIONAL || count(entry) < count) {
      return new double[0];
    }
    ByteBuffer values = values(entry, bytes, 2 * Integer.BYTES * count(entry));
    if (values == null) {
      return new double[0];
    }
    double[] fractions = new double[count];
    for (int i = 0; i < count; i++) {
      int at = 2 * Integer.BYTES * i;
      fractions[i] =
          Integer.toUnsignedLong(values.getInt(at))
              / (double) Integer.toUnsignedLong(values.getInt(at + Integer.BYTES));
    }
    return fractions;
  }

  /** Returns the orientation as in EXIF; upright if none of the eight is declared. */
  int orientation() throws IOException {
    ByteBuffer entry = entries.get(ORIENTATION);
    long value = entry == null || type(entry) != SHORT ? 0 : number(ORIENTATION, 0);
    return value >= Orientation.UPRIGHT && value <= Orientation.LAST
        ? (int) value
        : Orientation.UPRIGHT;
  }

  /** Dots per inch, or null. */
  @Nullable Resolution resolution() throws IOException {
    double inch =
        switch ((int) number(RESOLUTION_UNIT, INCH)) {
          case INCH -> 1;
          case CENTIMETRE -> Resolution.CENTIMETRES;
          default -> 0;
        };
    double[] horizontal = fractions(X_RESOLUTION, 1);
    double[] vertical = fractions(Y_RESOLUTION, 1);
    return horizontal.length == 0 || vertical.length == 0
        ? null
        : Resolution.orNull(inch * horizontal[0], inch * vertical[0]);
  }

  /** Returns what this directory declares. */
  Declared declared() throws IOException {
    byte[] profile = bytes(ICC_PROFILE, ImageProperties.MAX_PROFILE_BYTES);
    return new Declared(profile, orientation(), resolution());
  }

  /** Returns the first bytes of the values, which are in the entry itself if they all fit there. */
  private @Nullable ByteBuffer values(ByteBuffer entry, long length, long all) throws IOException {
    int at = big ? 12 : 8;
    if (length < 0 || length > Integer.MAX_VALUE - Long.BYTES || all < length) {
      return null;
    }
    if (all <= offsetBytes()) {
      return entry.slice(at, (int) length).order(entry.order());
    }
    return source.at(offset(entry, at), (int) length);
  }

  private long count(ByteBuffer entry) {
    return big ? Math.max(0, entry.getLong(4)) : Integer.toUnsignedLong(entry.getInt(4));
  }

  private static int type(ByteBuffer entry) {
    return Short.toUnsignedInt(entry.getShort(2));
  }
}
