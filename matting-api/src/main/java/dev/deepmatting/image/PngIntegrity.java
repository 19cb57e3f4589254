package dev.deepmatting.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOException;

/** Checks the length and the checksum of every PNG chunk; the JDK's reader skips the checksums. */
final class PngIntegrity {
  private static final int SIGNATURE_BYTES = 8;
  private static final int TYPE_BYTES = 4;
  private static final String END = "IEND";
  private static final int BLOCK = 1 << 16;

  private PngIntegrity() {}

  static void check(Path file) throws IOException {
    try (DataInputStream bytes =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK))) {
      bytes.skipNBytes(SIGNATURE_BYTES);
      byte[] block = new byte[BLOCK];
      String type;
      do {
        type = checkChunk(bytes, block);
      } while (!type.equals(END));
    } catch (EOFException e) {
      throw new IIOException("PNG is cut short: it has no complete end chunk", e);
    }
  }

  private static String checkChunk(DataInputStream bytes, byte[] block) throws IOException {
    long left = Integer.toUnsignedLong(bytes.readInt());
    bytes.readFully(block, 0, TYPE_BYTES);
    String type = new String(block, 0, TYPE_BYTES, StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(block, 0, TYPE_BYTES);
    while (left > 0) {
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
