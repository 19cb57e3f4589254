package dev.deepmatting.image;

import dev.deepmatting.internal.check.Calls;
import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOException;

/** Checks the length and the checksum of every PNG chunk; the JDK's reader skips the checksums. */
final class PngIntegrity {
  private static final int TYPE_BYTES = 4;
  private static final String PIXELS = "IDAT";
  private static final String END = "IEND";
  private static final int BLOCK = 1 << 16;

  private PngIntegrity() {}

  static void check(ImageInput input) throws IOException {
    try (DataInputStream bytes =
        new DataInputStream(new BufferedInputStream(input.open(), BLOCK))) {
      check(bytes);
    }
  }

  /**
   * Checks a file from its start.
   *
   * @return the number of bytes of its pixel data
   */
  static long check(DataInput bytes) throws IOException {
    long pixelBytes = 0;
    try {
      bytes.readLong();
      byte[] block = new byte[BLOCK];
      String type;
      do {
        long length = Integer.toUnsignedLong(bytes.readInt());
        type = checkChunk(bytes, block, length);
        pixelBytes += type.equals(PIXELS) ? length : 0;
      } while (!type.equals(END));
      return pixelBytes;
    } catch (EOFException e) {
      throw new IIOException("PNG is cut short: it has no complete end chunk", e);
    }
  }

  private static String checkChunk(DataInput bytes, byte[] block, long length) throws IOException {
    long left = length;
    bytes.readFully(block, 0, TYPE_BYTES);
    String type = new String(block, 0, TYPE_BYTES, StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(block, 0, TYPE_BYTES);
    while (left > 0) {
      Calls.requireNotInterrupted("reading a PNG file");
      int count = (int) Math.min(left, BLOCK);
      bytes.readFully(block, 0, count);
      checksum.update(block, 0, count);
      left -= count;
    }
    if (Integer.toUnsignedLong(bytes.readInt()) != checksum.getValue()) {
      throw new IIOException("PNG chunk " + type + " has a wrong checksum");
    }
    return type;
  }
}
