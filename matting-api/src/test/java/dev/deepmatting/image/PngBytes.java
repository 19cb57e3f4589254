package dev.deepmatting.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds PNG files byte by byte, also such as no encoder writes. */
final class PngBytes {
  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PngBytes(int width, int height, int depth, int colourType) {
    this(width, height, depth, colourType, 0);
  }

  PngBytes(int width, int height, int depth, int colourType, int interlacing) {
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colourType).put(12, (byte) interlacing);
    chunk("IHDR", header.array());
  }

  /** Adds any chunk. */
  PngBytes chunk(String type, byte... body) {
    byte[] named = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(named);
    checksum.update(body);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    bytes.writeBytes(named);
    bytes.writeBytes(body);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    return this;
  }

  /** Adds rows with their filter types, in chunks of so many bytes. */
  PngBytes data(byte[] filtered, int chunkBytes) {
    byte[] deflated = deflate(filtered);
    for (int from = 0; from < deflated.length; from += chunkBytes) {
      int end = Math.min(deflated.length, from + chunkBytes);
      chunk("IDAT", Arrays.copyOfRange(deflated, from, end));
    }
    return this;
  }

  byte[] end() {
    return chunk("IEND").bytes.toByteArray();
  }

  /**
   * Random rows, whose first bytes are the five filter types in turn, that of the row above first.
   */
  static byte[] randomRows(int width, int height, int depth, int colourType, Random random) {
    int bands = new int[] {1, 0, 3, 1, 2, 0, 4}[colourType];
    int length = (width * bands * depth + 7) / 8 + 1;
    byte[] rows = new byte[length * height];
    random.nextBytes(rows);
    for (int y = 0; y < height; y++) {
      rows[y * length] = (byte) ((y + 2) % 5);
    }
    return rows;
  }

  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = new byte[4096];
    while (!deflater.finished()) {
      out.write(block, 0, deflater.deflate(block));
    }
    deflater.end();
    return out.toByteArray();
  }
}
