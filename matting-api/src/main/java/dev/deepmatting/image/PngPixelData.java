package dev.deepmatting.image;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.imageio.IIOException;

/** Inflates the rows of a PNG file from top to bottom; ignores what follows them. */
final class PngPixelData implements Closeable {
  private static final int BLOCK = 1 << 16;

  private final int bytesPerPixel;
  private int left;
  private final InputStream file;
  private final Inflater inflater = new Inflater();
  private final DataInputStream rows;

  PngPixelData(ImageInput input, PngHeader header) throws IOException {
    bytesPerPixel = header.bytesPerPixel();
    left = header.height();
    file = input.open();
    InputStream compressed = new ImageDataChunks(new BufferedInputStream(file, BLOCK));
    rows = new DataInputStream(new InflaterInputStream(compressed, inflater, BLOCK));
  }

  /**
   * Decodes the next row.
   *
   * @param row receives its bytes; its length is the row's
   * @param above the row above, zeros for the first one
   */
  void read(byte[] row, byte[] above) throws IOException {
    try {
      PngFilter filter = PngFilter.of(rows.readUnsignedByte());
      rows.readFully(row);
      filter.undo(row, above, bytesPerPixel);
      left--;
      if (left == 0) {
        // Makes the inflater check its checksum if nothing else follows.
        rows.read();
      }
    } catch (EOFException e) {
      throw new IIOException("PNG has fewer rows than it declares", e);
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    file.close();
  }

  /** The contents of consecutive IDAT chunks. */
  private static final class ImageDataChunks extends InputStream {
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private final DataInputStream bytes;
    private long left;
    private boolean started;
    private boolean ended;

    ImageDataChunks(InputStream file) throws IOException {
      bytes = new DataInputStream(file);
      bytes.skipNBytes(PngHeader.SIGNATURE_BYTES);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (left == 0 && !ended) {
        nextChunk();
      }
      if (ended) {
        return -1;
      }
      int count = bytes.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException();
      }
      left -= count;
      return count;
    }

    private void nextChunk() throws IOException {
      if (started) {
        bytes.skipNBytes(CHECKSUM_BYTES);
      }
      long length = Integer.toUnsignedLong(bytes.readInt());
      int type = bytes.readInt();
      if (type == PngHeader.IDAT) {
        started = true;
        left = length;
      } else if (started || type == PngHeader.IEND) {
        ended = true;
      } else {
        bytes.skipNBytes(length + CHECKSUM_BYTES);
      }
    }
  }
}
