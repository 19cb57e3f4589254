package dev.deepmatting.dl4j.internal.image;

import dev.deepmatting.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the first 30 bytes of a WebP file declare, as in RFC 9649.
 *
 * @param fileBytes the least length of the file
 * @param width pixels per row
 * @param height rows
 * @param animated whether the file has several frames
 */
record WebpHeader(long fileBytes, int width, int height, boolean animated) {
  /** The RIFF header, one chunk header, and ten bytes that contain the size in every variant. */
  private static final int BYTES = 30;

  private static final int RIFF_HEADER = 8;
  private static final int CHUNK = 12;
  private static final int PAYLOAD = 20;
  private static final int SIZE_14_BITS = 0x3fff;
  private static final int ANIMATION_FLAG = 0x02;
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int LOSSY_START_CODE = 0x2a019d;

  static boolean matches(byte[] header) {
    return header.length >= CHUNK
        && text(header, 0).equals("RIFF")
        && text(header, RIFF_HEADER).equals("WEBP");
  }

  static WebpHeader parse(byte[] header) {
    if (header.length < BYTES) {
      throw new InvalidInputException(
          "WebP header has " + header.length + " bytes, wanted at least " + BYTES);
    }
    ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long fileBytes = RIFF_HEADER + Integer.toUnsignedLong(bytes.getInt(4));
    String chunk = text(header, CHUNK);
    return switch (chunk) {
      case "VP8 " -> lossy(fileBytes, bytes);
      case "VP8L" -> lossless(fileBytes, bytes);
      case "VP8X" -> extended(fileBytes, bytes);
      default ->
          throw new InvalidInputException(
              "WebP header has the chunk '" + chunk + "', wanted VP8, VP8L or VP8X");
    };
  }

  private static WebpHeader lossy(long fileBytes, ByteBuffer bytes) {
    if (medium(bytes, PAYLOAD + 3) != LOSSY_START_CODE) {
      throw new InvalidInputException("WebP header has no start code after VP8: it is damaged");
    }
    int width = bytes.getShort(PAYLOAD + 6) & SIZE_14_BITS;
    int height = bytes.getShort(PAYLOAD + 8) & SIZE_14_BITS;
    return new WebpHeader(fileBytes, width, height, false);
  }

  private static WebpHeader lossless(long fileBytes, ByteBuffer bytes) {
    if (bytes.get(PAYLOAD) != LOSSLESS_SIGNATURE) {
      throw new InvalidInputException("WebP header has no signature after VP8L: it is damaged");
    }
    int packed = bytes.getInt(PAYLOAD + 1);
    int width = (packed & SIZE_14_BITS) + 1;
    int height = (packed >>> 14 & SIZE_14_BITS) + 1;
    return new WebpHeader(fileBytes, width, height, false);
  }

  private static WebpHeader extended(long fileBytes, ByteBuffer bytes) {
    int width = medium(bytes, PAYLOAD + 4) + 1;
    int height = medium(bytes, PAYLOAD + 7) + 1;
    boolean animated = (bytes.get(PAYLOAD) & ANIMATION_FLAG) != 0;
    return new WebpHeader(fileBytes, width, height, animated);
  }

  private static int medium(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at)) | Byte.toUnsignedInt(bytes.get(at + 2)) << 16;
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
