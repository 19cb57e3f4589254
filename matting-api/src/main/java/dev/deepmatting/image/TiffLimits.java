package dev.deepmatting.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * Compares a directory of a TIFF or BigTIFF file with its strips or tiles: their bytes, and the
 * sizes of JPEG pictures in them, old-style and new, which decoders trust. No number can be
 * trusted; what breaks TIFF 6.0 is left to the decoder.
 */
final class TiffLimits {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int JPEG_TABLES = 347;
  private static final int JPEG_STREAM = 513;

  private static final int YCBCR = 6;

  private static final int OLD_JPEG = 6;
  private static final int NEW_JPEG = 7;

  /** The most bytes that one byte expands to, by compression number. */
  private static final Map<Integer, Integer> EXPANSION =
      Map.of(1, 1, 5, 2731, 8, 1032, 32_946, 1032, 32_773, 64);

  /** Pictures in strips consist of whole blocks. */
  private static final int LARGEST_BLOCK = 64;

  private static final int BIG = 43;

  /** Bytes per number by type: byte, text, short, long, then long8 and its kin. */
  private static final Map<Integer, Integer> TYPE_BYTES = Map.of(1, 1, 3, 2, 4, 4, 16, 8, 18, 8);

  private final ImageInputStream stream;
  private final long length;
  private final boolean big;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * A tag's numbers.
   *
   * @param type the type of each number
   * @param count how many numbers
   * @param at their position
   */
  private record Entry(int type, long count, long at) {}

  private TiffLimits(PictureStream stream) throws IOException {
    this.stream = stream;
    length = stream.length();
    stream.seek(0);
    stream.setByteOrder(
        stream.readShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    big = stream.readUnsignedShort() == BIG;
  }

  /**
   * Refuses a picture that its file cannot contain.
   *
   * @param stream the whole file; its position changes
   * @param start where the picture's directory starts
   */
  static void check(PictureStream stream, long start) throws IOException {
    ByteOrder order = stream.getByteOrder();
    try {
      TiffLimits limits = new TiffLimits(stream);
      limits.list(start);
      limits.check();
    } catch (EOFException e) {
      throw new IIOException("TIFF is cut short", e);
    } finally {
      stream.setByteOrder(order);
    }
  }

  private void list(long start) throws IOException {
    stream.seek(start);
    long count = big ? stream.readLong() : stream.readUnsignedShort();
    int entryBytes = big ? 20 : 12;
    long first = stream.getStreamPosition();
    for (long i = 0; i < Math.min(count, length / entryBytes); i++) {
      long at = first + i * entryBytes;
      stream.seek(at);
      int tag = stream.readUnsignedShort();
      int type = stream.readUnsignedShort();
      long numbers = big ? stream.readLong() : stream.readUnsignedInt();
      entries.putIfAbsent(tag, entry(type, numbers, stream.getStreamPosition()));
    }
  }

  private Entry entry(int type, long count, long place) throws IOException {
    // No tag that is read here has another type, except the tables, whose bytes have none.
    int bytes = TYPE_BYTES.getOrDefault(type, 1);
    int inside = big ? Long.BYTES : Integer.BYTES;
    boolean fits = count >= 0 && count <= inside / bytes;
    long at = fits ? place : big ? stream.readLong() : stream.readUnsignedInt();
    return new Entry(type, Math.max(0, count), Math.max(0, at));
  }

  private void check() throws IOException {
    long width = number(WIDTH, 0, 0);
    long height = number(HEIGHT, 0, 0);
    int compression = (int) number(COMPRESSION, 0, 1);
    boolean tiled = entries.containsKey(TILE_OFFSETS);
    long pieceWidth = tiled ? number(TILE_WIDTH, 0, width) : width;
    long pieceHeight =
        tiled
            ? number(TILE_HEIGHT, 0, height)
            : Math.min(height, number(ROWS_PER_STRIP, 0, height));
    if (compression == OLD_JPEG || compression == NEW_JPEG) {
      checkPictures(tiled, pieceWidth, pieceHeight, width, height);
    } else if (EXPANSION.containsKey(compression)) {
      checkBytes(EXPANSION.get(compression), width, height);
    }
  }

  private void checkBytes(int expansion, long width, long height) throws IOException {
    // There can be few chroma samples.
    long samples = number(PHOTOMETRIC, 0, 0) == YCBCR ? 1 : number(SAMPLES, 0, 1);
    double bits = (double) width * height * number(BITS, 0, 1) * samples;
    if (bits / Byte.SIZE > (double) expansion * length) {
      throw new IIOException(
          "TIFF is cut short: it has %d bytes for %dx%d pixels".formatted(length, width, height));
    }
  }

  private void checkPictures(
      boolean tiled, long pieceWidth, long pieceHeight, long width, long height)
      throws IOException {
    if (entries.containsKey(JPEG_STREAM)) {
      checkPicture(number(JPEG_STREAM, 0, 0), length, width, height);
    }
    Entry tables = entries.get(JPEG_TABLES);
    if (tables != null) {
      checkPicture(tables.at, tables.at + tables.count, pieceWidth, pieceHeight);
    }
    int offsets = tiled ? TILE_OFFSETS : STRIP_OFFSETS;
    Entry pieces = entries.get(offsets);
    long count = pieces == null ? 0 : Math.min(pieces.count, length);
    for (long i = 0; i < count; i++) {
      long at = number(offsets, i, length);
      long bytes = number(tiled ? TILE_BYTES : STRIP_BYTES, i, length - at);
      checkPicture(at, at + bytes, pieceWidth, pieceHeight);
    }
  }

  private void checkPicture(long from, long to, long width, long height) throws IOException {
    long end = Math.min(to, length);
    if (from >= end) {
      return;
    }
    JpegMarkers.Frame frame = new JpegMarkers(stream, from, end).frame();
    if (frame != null && (isBeyond(frame.width(), width) || isBeyond(frame.height(), height))) {
      throw new IIOException(
          "TIFF holds a JPEG picture of %dx%d pixels where it declares %dx%d"
              .formatted(frame.width(), frame.height(), width, height));
    }
  }

  private static boolean isBeyond(int inner, long declared) {
    return inner >= declared + LARGEST_BLOCK;
  }

  /** Returns one of a tag's numbers, or a default if there is none. */
  private long number(int tag, long index, long absent) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || index >= entry.count) {
      return absent;
    }
    int bytes = TYPE_BYTES.getOrDefault(entry.type, 1);
    stream.seek(entry.at + index * bytes);
    return switch (bytes) {
      case 2 -> stream.readUnsignedShort();
      case 4 -> stream.readUnsignedInt();
      case 8 -> Math.max(0, stream.readLong());
      default -> stream.readUnsignedByte();
    };
  }
}
