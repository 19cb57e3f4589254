package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The chunks ICCP and EXIF of a WebP file, as in RFC 9649. A service decodes its pixels; profile
 * and orientation are applied as in every format.
 */
final class WebpProperties {
  /** RIFF, the length, and WEBP. */
  private static final int HEADER_BYTES = 12;

  /** The letters RIFF, WEBP, ICCP, EXIF, big-endian. */
  private static final int RIFF = 0x52494646;

  private static final int WEBP = 0x57454250;
  private static final int ICCP = 0x49434350;
  private static final int EXIF = 0x45584946;

  /** Some programs begin the block with the JPEG file's prefix. */
  private static final int JPEG_START_BYTES = 6;

  private static final int MAX_EXIF_BYTES = 1 << 20;
  private static final int CHUNK_HEADER = 2 * Integer.BYTES;

  private WebpProperties() {}

  /** Returns whether a file starts like a WebP file. */
  static boolean matches(ByteBuffer start) {
    return start.limit() >= HEADER_BYTES
        && start.getInt(0) == RIFF
        && start.getInt(2 * Integer.BYTES) == WEBP;
  }

  static Declared read(PropertiesReader.FileBytes bytes) throws IOException {
    byte[] profile = null;
    TiffDirectory exif = null;
    long at = HEADER_BYTES;
    ByteBuffer header = bytes.at(at, CHUNK_HEADER);
    while (header != null) {
      int type = header.getInt(0);
      long length =
          Integer.toUnsignedLong(header.order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES));
      if (type == ICCP && profile == null && length <= ImageProperties.MAX_PROFILE_BYTES) {
        ByteBuffer body = bytes.at(at + CHUNK_HEADER, (int) length);
        profile = body == null ? null : body.array();
      } else if (type == EXIF && exif == null && length <= MAX_EXIF_BYTES) {
        exif = exif(bytes.at(at + CHUNK_HEADER, (int) length));
      }
      // Chunks begin at even positions.
      at += CHUNK_HEADER + length + (length & 1);
      header = bytes.at(at, CHUNK_HEADER);
    }
    return exif == null
        ? new Declared(profile, Orientation.UPRIGHT, null)
        : new Declared(profile, exif.orientation(), exif.resolution());
  }

  private static @Nullable TiffDirectory exif(@Nullable ByteBuffer block) throws IOException {
    if (block == null) {
      return null;
    }
    boolean start = block.limit() > JPEG_START_BYTES && block.get(0) == 'E';
    return TiffDirectory.of(
        start ? block.slice(JPEG_START_BYTES, block.limit() - JPEG_START_BYTES) : block);
  }
}
