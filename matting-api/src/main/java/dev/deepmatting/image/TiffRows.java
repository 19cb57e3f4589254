package dev.deepmatting.image;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.zip.ZipException;
import javax.imageio.IIOException;

/** The rows of one strip or tile, from the top, as samples. For one thread. */
interface TiffRows extends Closeable {
  /**
   * Decodes the next row.
   *
   * @param samples receives the bands of every pixel of the strip or tile
   */
  void next(int[] samples) throws IOException;

  /** Rows of whole pixels; each row begins with a new byte. */
  final class Packed implements TiffRows {
    private final DataInputStream bytes;
    private final int bands;
    private final int bits;
    private final boolean differences;
    private final boolean little;
    private final byte[] row;
    private final int count;

    Packed(TiffLayout layout, InputStream bytes) {
      this.bytes = new DataInputStream(bytes);
      bands = layout.bands();
      bits = layout.bits;
      differences = layout.differences;
      little = layout.directory().order() == ByteOrder.LITTLE_ENDIAN;
      count = layout.tileWidth * bands;
      row = new byte[(int) (((long) count * bits + Byte.SIZE - 1) / Byte.SIZE)];
    }

    @Override
    public void next(int[] samples) throws IOException {
      fill(bytes, row);
      for (int i = 0; i < count; i++) {
        samples[i] = sample(i);
      }
      if (differences) {
        int mask = (1 << bits) - 1;
        for (int i = bands; i < count; i++) {
          samples[i] = samples[i] + samples[i - bands] & mask;
        }
      }
    }

    private int sample(int index) {
      if (bits == Byte.SIZE) {
        return row[index] & 0xff;
      }
      if (bits == Short.SIZE) {
        int first = row[2 * index] & 0xff;
        int second = row[2 * index + 1] & 0xff;
        return little ? second << Byte.SIZE | first : first << Byte.SIZE | second;
      }
      long bit = (long) index * bits;
      int value = 0;
      for (int i = 0; i < bits; i++, bit++) {
        int one = row[(int) (bit / Byte.SIZE)] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
        value = value << 1 | one;
      }
      return value;
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** 8-bit luma and chroma, where several luma samples share a chroma sample. */
  final class Subsampled implements TiffRows {
    private final DataInputStream bytes;
    private final int across;
    private final int down;
    private final int width;
    private final byte[] block;
    private int row;

    Subsampled(TiffLayout layout, InputStream bytes) {
      this.bytes = new DataInputStream(bytes);
      across = layout.subsampling[0];
      down = layout.subsampling[1];
      width = layout.tileWidth;
      int units = (int) (((long) width + across - 1) / across);
      block = new byte[Math.multiplyExact(units, across * down + 2)];
    }

    @Override
    public void next(int[] samples) throws IOException {
      if (row % down == 0) {
        fill(bytes, block);
      }
      int unit = across * down + 2;
      for (int x = 0; x < width; x++) {
        int at = x / across * unit;
        samples[3 * x] = block[at + row % down * across + x % across] & 0xff;
        samples[3 * x + 1] = block[at + unit - 2] & 0xff;
        samples[3 * x + 2] = block[at + unit - 1] & 0xff;
      }
      row++;
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  private static void fill(DataInputStream bytes, byte[] target) throws IOException {
    try {
      bytes.readFully(target);
    } catch (EOFException e) {
      throw new IIOException("TIFF is cut short: it has fewer rows than it declares", e);
    } catch (ZipException e) {
      throw new IIOException("TIFF has deflated data that are damaged: " + e.getMessage(), e);
    }
  }
}
