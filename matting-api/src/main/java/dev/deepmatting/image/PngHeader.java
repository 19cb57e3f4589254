package dev.deepmatting.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The header of a PNG file whose rows can be decoded one by one. Immutable.
 *
 * @param width pixels per row, at least 1
 * @param height rows, at least 1
 * @param bitDepth bits per sample: 1, 2, 4, 8 or 16
 * @param colourType as in the file
 */
record PngHeader(int width, int height, int bitDepth, int colourType) {
  static final long SIGNATURE = 0x89504e470d0a1a0aL;
  static final int SIGNATURE_BYTES = Long.BYTES;

  /** Chunk types: the four letters. */
  static final int IHDR = 0x49484452;

  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454e44;
  static final int TRNS = 0x74524e53;

  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  /** Width, height, and one byte each of depth, colour type, compression, filter, interlacing. */
  static final int IHDR_BYTES = 13;

  /** For pixels of four samples of two bytes. */
  static final int LONGEST_ROW = Integer.MAX_VALUE / 8 - 8;

  private static final Set<Integer> PACKED_DEPTHS = Set.of(1, 2, 4);

  /**
   * Reads the start of a file.
   *
   * @return the header; empty for other formats, interlaced files and invalid headers
   */
  static Optional<PngHeader> read(ImageInput input) throws IOException {
    try (DataInputStream bytes = new DataInputStream(new BufferedInputStream(input.open()))) {
      if (bytes.readLong() != SIGNATURE
          || bytes.readInt() != IHDR_BYTES
          || bytes.readInt() != IHDR) {
        return Optional.empty();
      }
      PngHeader header =
          new PngHeader(
              bytes.readInt(), bytes.readInt(), bytes.readUnsignedByte(), bytes.readUnsignedByte());
      // Compression and filter method have one value each; the third byte is interlacing.
      int compression = bytes.readUnsignedByte();
      int filter = bytes.readUnsignedByte();
      int interlacing = bytes.readUnsignedByte();
      int others = compression | filter | interlacing;
      return others == 0 && header.isValid() ? Optional.of(header) : Optional.empty();
    }
  }

  /** Returns whether width times height is within the limit and rows fit into arrays. */
  boolean fits(long maxPixels) {
    return (long) width * height <= maxPixels && width <= LONGEST_ROW;
  }

  /** Samples per pixel. */
  int bands() {
    return switch (colourType) {
      case RGB -> 3;
      case GRAY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  boolean isGray() {
    return colourType == GRAY || colourType == GRAY_ALPHA;
  }

  /** Bytes of a row without its filter type. */
  int bytesPerRow() {
    return (int) ((bitsPerRow() + Byte.SIZE - 1) / Byte.SIZE);
  }

  /** How far filters look to the left: whole bytes, at least 1. */
  int bytesPerPixel() {
    return Math.max(1, bands() * bitDepth / Byte.SIZE);
  }

  private long bitsPerRow() {
    return (long) width * bands() * bitDepth;
  }

  private boolean isValid() {
    boolean depth =
        switch (colourType) {
          case GRAY -> PACKED_DEPTHS.contains(bitDepth) || bitDepth == 8 || bitDepth == 16;
          case PALETTE -> PACKED_DEPTHS.contains(bitDepth) || bitDepth == 8;
          case RGB, GRAY_ALPHA, RGB_ALPHA -> bitDepth == 8 || bitDepth == 16;
          default -> false;
        };
    return depth && width > 0 && height > 0;
  }
}
