package dev.deepmatting.image;

import dev.deepmatting.internal.file.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Filters and deflates the rows of a PNG file into its chunks. */
final class PngEncoder implements Closeable {
  /** As in Java's own writer: higher levels take much longer and save little. */
  private static final int LEVEL = 4;

  private static final int BLOCK = 1 << 16;

  private final WritableByteChannel channel;
  private final int bytesPerPixel;
  private final Deflater deflater = new Deflater(LEVEL);
  private final byte[] block = new byte[BLOCK];
  private final byte[] above;
  private byte[] best;
  private byte[] trial;
  private int filled;

  PngEncoder(WritableByteChannel channel, PngHeader header, ImageProperties properties)
      throws IOException {
    this.channel = channel;
    bytesPerPixel = header.bytesPerPixel();
    above = new byte[header.bytesPerRow()];
    best = new byte[above.length + 1];
    trial = new byte[above.length + 1];
    writeStart(header);
    writeProperties(properties, header.bands() <= 2);
  }

  int bytesPerRow() {
    return above.length;
  }

  void write(byte[] row) throws IOException {
    filter(row);
    System.arraycopy(row, 0, above, 0, row.length);
    deflater.setInput(best);
    deflate();
  }

  /** Ends the picture, and forces a file to the disk. */
  void finish() throws IOException {
    deflater.finish();
    deflate();
    writeChunk(PngHeader.IDAT, block, filled);
    writeChunk(PngHeader.IEND, block, 0);
    if (channel instanceof FileChannel file) {
      file.force(true);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }

  /** Chooses the filter with the smallest differences, which usually deflates best. */
  private void filter(byte[] row) {
    long least = Long.MAX_VALUE;
    for (PngFilter filter : PngFilter.values()) {
      filter.apply(row, above, bytesPerPixel, trial);
      long sum = sum(trial);
      if (sum < least) {
        trial[0] = (byte) filter.ordinal();
        least = sum;
        byte[] worse = best;
        best = trial;
        trial = worse;
      }
    }
  }

  private static long sum(byte[] differences) {
    long sum = 0;
    for (int i = 1; i < differences.length; i++) {
      sum += Math.abs(differences[i]);
    }
    return sum;
  }

  private void deflate() throws IOException {
    int count = deflater.deflate(block, filled, BLOCK - filled);
    while (count > 0) {
      filled += count;
      if (filled == BLOCK) {
        writeChunk(PngHeader.IDAT, block, filled);
        filled = 0;
      }
      count = deflater.deflate(block, filled, BLOCK - filled);
    }
  }

  private void writeStart(PngHeader header) throws IOException {
    ByteBuffer signature = ByteBuffer.allocate(PngHeader.SIGNATURE_BYTES);
    AtomicFile.writeFully(channel, signature.putLong(PngHeader.SIGNATURE).flip());
    ByteBuffer body = ByteBuffer.allocate(PngHeader.IHDR_BYTES);
    body.putInt(header.width()).putInt(header.height());
    body.put((byte) header.bitDepth()).put((byte) header.colourType());
    writeChunk(PngHeader.IHDR, body.array(), body.capacity());
  }

  private void writeProperties(ImageProperties properties, boolean gray) throws IOException {
    byte[] profile = properties.profileFor(gray);
    if (profile != null) {
      byte[] body = PngProperties.iccp(profile);
      writeChunk(PngProperties.ICCP, body, body.length);
    }
    if (properties.resolution().isPresent()) {
      byte[] body = PngProperties.phys(properties.resolution().get());
      writeChunk(PngProperties.PHYS, body, body.length);
    }
  }

  private void writeChunk(int type, byte[] body, int length) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(3 * Integer.BYTES + length);
    chunk.putInt(length).putInt(type).put(body, 0, length);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), Integer.BYTES, Integer.BYTES + length);
    AtomicFile.writeFully(channel, chunk.putInt((int) checksum.getValue()).flip());
  }
}
