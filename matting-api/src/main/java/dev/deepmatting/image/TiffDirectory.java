package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF structure, whose every offset is a stranger's. What is not as TIFF
 * 6.0 has it counts as absent.
 */
final class TiffDirectory {
  private static final int ORIENTATION = 274;
  private static final int X_RESOLUTION = 282;
  private static final int Y_RESOLUTION = 283;
  private static final int RESOLUTION_UNIT = 296;
  private static final int ICC_PROFILE = 34_675;

  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;

  /** From this orientation on, rows are stored that are columns when upright. */
  private static final int FIRST_TURNED = 5;

  private static final int SHORT = 3;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;
  private static final int BYTE = 1;
  private static final int INCH = 2;
  private static final int CENTIMETRE = 3;

  private final Source source;
  private final Map<Integer, ByteBuffer> entries = new HashMap<>();

  private TiffDirectory(Source source) {
    this.source = source;
  }

  /** Where the structure's bytes come from. */
  @FunctionalInterface
  interface Source {
    /** Returns a piece, or null if there are not so many bytes. */
    @Nullable ByteBuffer at(long offset, int length) throws IOException;
  }

  /** The directory of a structure in memory; empty if there is none. */
  static TiffDirectory of(ByteBuffer structure) throws IOException {
    return of(
        (offset, length) ->
            offset > structure.limit() - (long) length
                ? null
                : structure.slice((int) offset, length));
  }

  /** The directory of a structure; empty if there is none. */
  static TiffDirectory of(Source source) throws IOException {
    ByteBuffer header = source.at(0, HEADER_BYTES);
    if (header == null) {
      return new TiffDirectory(source);
    }
    ByteOrder order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    TiffDirectory directory =
        new TiffDirectory(
            (offset, length) -> {
              ByteBuffer piece = source.at(offset, length);
              return piece == null ? null : piece.order(order);
            });
    directory.list(Integer.toUnsignedLong(header.order(order).getInt(Integer.BYTES)));
    return directory;
  }

  private void list(long start) throws IOException {
    ByteBuffer count = source.at(start, Short.BYTES);
    int entryCount = count == null ? 0 : Short.toUnsignedInt(count.getShort(0));
    for (int i = 0; i < entryCount; i++) {
      long at = start + Short.BYTES + (long) i * ENTRY_BYTES;
      ByteBuffer entry = source.at(at, ENTRY_BYTES);
      if (entry == null) {
        return;
      }
      entries.putIfAbsent(Short.toUnsignedInt(entry.getShort(0)), entry);
    }
  }

  /** Whether the image is turned by a quarter when it is made upright. */
  boolean isTurned() {
    int orientation = shortValue(ORIENTATION, Orientation.UPRIGHT);
    return orientation >= FIRST_TURNED && orientation <= Orientation.LAST;
  }

  /** Dots per inch, or null. */
  @Nullable Resolution resolution() throws IOException {
    double inch =
        switch (shortValue(RESOLUTION_UNIT, INCH)) {
          case INCH -> 1;
          case CENTIMETRE -> Resolution.CENTIMETRES;
          default -> 0;
        };
    return Resolution.orNull(inch * rational(X_RESOLUTION), inch * rational(Y_RESOLUTION));
  }

  /** The bytes of the profile, or null. */
  byte @Nullable [] profile() throws IOException {
    ByteBuffer entry = entries.get(ICC_PROFILE);
    if (entry == null || type(entry) != UNDEFINED && type(entry) != BYTE) {
      return null;
    }
    long length = Integer.toUnsignedLong(entry.getInt(4));
    if (length > ImageProperties.MAX_PROFILE_BYTES) {
      return null;
    }
    ByteBuffer bytes = source.at(Integer.toUnsignedLong(entry.getInt(8)), (int) length);
    if (bytes == null) {
      return null;
    }
    byte[] profile = new byte[bytes.limit()];
    bytes.get(0, profile);
    return profile;
  }

  private int shortValue(int tag, int absent) {
    ByteBuffer entry = entries.get(tag);
    return entry == null || type(entry) != SHORT ? absent : Short.toUnsignedInt(entry.getShort(8));
  }

  /** NaN where there is none. */
  private double rational(int tag) throws IOException {
    ByteBuffer entry = entries.get(tag);
    if (entry == null || type(entry) != RATIONAL) {
      return Double.NaN;
    }
    ByteBuffer value = source.at(Integer.toUnsignedLong(entry.getInt(8)), 2 * Integer.BYTES);
    return value == null
        ? Double.NaN
        : Integer.toUnsignedLong(value.getInt(0))
            / (double) Integer.toUnsignedLong(value.getInt(Integer.BYTES));
  }

  private static int type(ByteBuffer entry) {
    return Short.toUnsignedInt(entry.getShort(2));
  }
}
