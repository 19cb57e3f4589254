package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a BMP file's header says about its pixels (Microsoft's BITMAPINFOHEADER).
 *
 * @param offset where the pixels start in the file
 * @param width pixels per row
 * @param height rows; negative if the top row comes first
 * @param bits per pixel
 * @param compression the method, as numbered in the file
 * @param bytes how many bytes the pixels take; can be 0
 */
record BmpContent(long offset, int width, int height, int bits, int compression, long bytes) {
  private static final int HEADER_BYTES = 54;

  /** The letters BM. */
  private static final int SIGNATURE = 0x4d42;

  /** Size of the info header, which follows the file header; older ones have other fields. */
  private static final int INFO_BYTES = 40;

  /** Size of OS/2's header, which numbers compressions differently. */
  private static final int OS2_BYTES = 64;

  private static final int PLAIN = 0;
  private static final int PLAIN_WITH_MASKS = 3;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  private static final int JPEG_SIGNATURE = 0xffd8ff;
  private static final int PNG_SIGNATURE = 0x89504e;

  /**
   * Returns the picture that counts: a JPEG or PNG picture inside a BMP file replaces the file, so
   * that its own size is compared with the limits.
   *
   * @return the stream, or a part of it
   */
  static PictureStream unwrapped(PictureStream stream) throws IOException {
    BmpContent content = read(stream);
    if (content == null || content.compression != JPEG && content.compression != PNG) {
      return stream;
    }
    long rest = stream.length() - content.offset;
    PictureStream part =
        stream.part(content.offset, content.bytes == 0 ? rest : Math.min(rest, content.bytes));
    byte[] start = new byte[Integer.BYTES];
    part.read(start);
    part.seek(0);
    int signature = ByteBuffer.wrap(start).getInt() >>> Byte.SIZE;
    if (signature != JPEG_SIGNATURE && signature != PNG_SIGNATURE) {
      throw new IIOException("BMP has no JPEG or PNG picture where it declares one");
    }
    return part;
  }

  /** Refuses a file with fewer pixels than it declares, before any memory is allocated for them. */
  static void check(PictureStream stream) throws IOException {
    BmpContent content = read(stream);
    if (content == null || !content.isPlain()) {
      return;
    }
    long row = ((long) content.width * content.bits + Byte.SIZE - 1) / Byte.SIZE;
    long rows = Math.abs((long) content.height);
    long padded = (row + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
    if (rows > 0 && (rows - 1) * padded + row > stream.length() - content.offset) {
      throw new IIOException(
          "BMP is cut short: it has %d bytes for %dx%d pixels of %d bits"
              .formatted(stream.length(), content.width, rows, content.bits));
    }
  }

  private boolean isPlain() {
    return (compression == PLAIN || compression == PLAIN_WITH_MASKS) && width > 0;
  }

  private static @Nullable BmpContent read(PictureStream stream) throws IOException {
    if (stream.length() < HEADER_BYTES) {
      return null;
    }
    byte[] header = new byte[HEADER_BYTES];
    stream.seek(0);
    stream.readFully(header);
    stream.seek(0);
    ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int info = bytes.getInt(14);
    if (bytes.getShort(0) != SIGNATURE || info < INFO_BYTES || info == OS2_BYTES) {
      return null;
    }
    return new BmpContent(
        Integer.toUnsignedLong(bytes.getInt(10)),
        bytes.getInt(18),
        bytes.getInt(22),
        Short.toUnsignedInt(bytes.getShort(28)),
        bytes.getInt(30),
        Integer.toUnsignedLong(bytes.getInt(34)));
  }
}
