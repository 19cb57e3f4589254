package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOException;

/**
 * Compares the memory that a picture needs with its length in bytes, before any is allocated: a few
 * bytes can declare any size, and a small picture can contain a large one.
 */
final class PictureLimits {
  /** Any file can have so many. */
  private static final long FREE_PIXELS = 1 << 20;

  /**
   * More than any format's usual coding reaches for a plain area: deflated samples of one bit reach
   * 8256, a scanned page's white rows 10,000.
   */
  private static final long PIXELS_PER_BYTE = 1 << 15;

  /** Deflate expands one byte to 1032 at most, each with up to eight pixels. */
  private static final long PIXELS_PER_DEFLATED_BYTE = 1032 * Byte.SIZE;

  private static final int SIGNATURE_BYTES = 4;
  private static final int JPEG = 0xffd8ff;
  private static final int PNG = 0x89504e47;
  private static final int BMP = 0x424d;

  private PictureLimits() {}

  /**
   * Refuses an implausible picture.
   *
   * @param stream the picture, at its start
   * @param width the declared pixels per row
   * @param height the declared rows
   * @throws IIOException if the declared pixels, or those of pictures inside, are out of proportion
   */
  static void check(PictureStream stream, int width, int height) throws IOException {
    requireProportion(stream.length(), width, height);
    byte[] start = new byte[SIGNATURE_BYTES];
    stream.read(start);
    stream.seek(0);
    int word = ByteBuffer.wrap(start).getInt();
    if (word >>> Byte.SIZE == JPEG) {
      JpegLimits.check(stream, stream.length());
    } else if (word == PNG) {
      requireDeflated(PngIntegrity.check(stream), width, height);
    } else if (word >>> Short.SIZE == BMP) {
      BmpContent.check(stream);
    }
  }

  private static void requireDeflated(long bytes, int width, int height) throws IIOException {
    if ((long) width * height > bytes * PIXELS_PER_DEFLATED_BYTE) {
      throw new IIOException(
          "PNG is cut short: it has %d bytes for %dx%d pixels".formatted(bytes, width, height));
    }
  }

  /** Refuses a file that is too short for any picture of that size. */
  static void requireProportion(long bytes, int width, int height) throws IIOException {
    if ((long) width * height > FREE_PIXELS + bytes * PIXELS_PER_BYTE) {
      throw new IIOException(
          "it has %d bytes for %dx%d pixels, wanted one for %d pixels at least"
              .formatted(bytes, width, height, PIXELS_PER_BYTE));
    }
  }
}
