package dev.deepmatting.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.imageio.IIOException;

/** The stored bytes of one strip or tile, and their decompression. */
final class TiffBytes extends InputStream {
  private static final int BLOCK = 1 << 16;
  private static final byte[] MIRRORED = new byte[256];

  static {
    for (int i = 0; i < MIRRORED.length; i++) {
      MIRRORED[i] = (byte) (Integer.reverse(i) >>> (Integer.SIZE - Byte.SIZE));
    }
  }

  private final TiffDirectory.Source source;
  private final boolean mirrored;
  private long next;
  private long left;
  private byte[] block = {};
  private int at;

  /**
   * Bytes of a file.
   *
   * @param length how many at most; the file can end earlier
   * @param mirrored whether the lowest bit of each byte comes first
   */
  TiffBytes(TiffDirectory.Source source, long offset, long length, boolean mirrored) {
    this.source = source;
    this.mirrored = mirrored;
    next = offset;
    left = length;
  }

  /** Returns the sample bytes of one piece of the picture. */
  static InputStream decompressed(TiffLayout layout, InputStream stored) throws IOException {
    return switch (layout.compression) {
      case TiffLayout.LZW -> new TiffLzw(stored);
      case TiffLayout.PACK_BITS -> new PackBits(stored);
      case TiffLayout.DEFLATE, TiffLayout.OLD_DEFLATE -> new Inflated(stored);
      default -> stored;
    };
  }

  @Override
  public int read() throws IOException {
    if (at == block.length && !fill()) {
      return -1;
    }
    return block[at++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (at == block.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, block.length - at);
    System.arraycopy(block, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    int count = (int) Math.min(left, BLOCK);
    ByteBuffer piece = count <= 0 ? null : source.at(next, count);
    while (piece == null && count > 0) {
      // The file ends before the piece.
      count /= 2;
      piece = count == 0 ? null : source.at(next, count);
    }
    if (piece == null) {
      return false;
    }
    block = new byte[count];
    piece.get(0, block);
    for (int i = 0; mirrored && i < count; i++) {
      block[i] = MIRRORED[block[i] & 0xff];
    }
    at = 0;
    next += count;
    left -= count;
    return true;
  }

  /** Deflated bytes; closing it releases the inflater's memory. */
  private static final class Inflated extends InflaterInputStream {
    Inflated(InputStream stored) {
      super(stored, new Inflater(), BLOCK);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  /** Runs of bytes, as in section 9 of TIFF 6.0. */
  static final class PackBits extends InputStream {
    private static final int NOTHING = 128;

    private final InputStream stored;
    private int left;
    private boolean repeated;
    private int value;

    PackBits(InputStream stored) {
      this.stored = stored;
    }

    @Override
    public int read() throws IOException {
      while (left == 0) {
        int count = stored.read();
        if (count < 0) {
          return -1;
        }
        repeated = count > NOTHING;
        left = repeated ? 257 - count : count + 1;
        left = count == NOTHING ? 0 : left;
        value = repeated ? required() : value;
      }
      left--;
      return repeated ? value : required();
    }

    private int required() throws IOException {
      int next = stored.read();
      if (next < 0) {
        throw new IIOException("TIFF is cut short within a run of bytes");
      }
      return next;
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }
}
