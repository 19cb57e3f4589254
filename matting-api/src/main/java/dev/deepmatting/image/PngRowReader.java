package dev.deepmatting.image;

import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.check.Ranges;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PNG file row by row and keeps the last rows. Going further back restarts at the top. For
 * one thread at a time.
 */
final class PngRowReader implements Closeable {
  private final ImageInput input;
  private final PngHeader header;
  private final PngPixels pixels;
  private final byte @Nullable [] profile;
  private final @Nullable SrgbConversion conversion;
  private final int[] rgba;

  /** Row y is at y modulo the length; each row is allocated when it is first read. */
  private byte[][] window = new byte[2][];

  /** The rows in the window: from oldest, before next. */
  private int oldest;

  private int next;

  /** Null before the first row and after an error. */
  private @Nullable PngPixelData data;

  private PngRowReader(
      ImageInput input, PngHeader header, PngPixels pixels, byte @Nullable [] profile) {
    this.input = input;
    this.header = header;
    this.pixels = pixels;
    this.profile = profile;
    conversion = SrgbConversion.of(profile, header.isGray() ? 1 : RgbImage.CHANNELS);
    rgba = new int[Math.min(header.width(), PixelRows.PIECE) * PixelRows.CHANNELS];
  }

  /**
   * Opens a file and checks every chunk's length and checksum.
   *
   * @return the reader; empty for files that only {@link ImageLoader} reads or can explain, and for
   *     those with an orientation
   */
  static Optional<PngRowReader> open(ImageInput input, long maxPixels, ImageLoader.Use use) {
    try {
      Optional<PngHeader> header = PngHeader.read(input).filter(found -> found.fits(maxPixels));
      if (header.isEmpty()) {
        return Optional.empty();
      }
      PngIntegrity.check(input);
      Declared declared = PropertiesReader.declared(input);
      if (declared.orientation() != Orientation.UPRIGHT) {
        return Optional.empty();
      }
      PngPixels pixels = PngPixels.of(input, header.get());
      byte[] profile = use == ImageLoader.Use.COLOURS ? declared.profile() : null;
      return Optional.of(new PngRowReader(input, header.get(), pixels, profile));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Opens another reader of the same file with its own position. */
  PngRowReader another() {
    return new PngRowReader(input, header, pixels, profile);
  }

  int width() {
    return header.width();
  }

  int height() {
    return header.height();
  }

  /** The value of full intensity: 255 or 65535. */
  int maximum() {
    return pixels.maximum();
  }

  /** Visits the pixels of a part of a row; the part has to be inside. */
  void read(int from, int y, int width, PixelRows.Visitor visitor) {
    byte[] row = row(y);
    for (int x = from; x < from + width; x += PixelRows.PIECE) {
      int count = Math.min(PixelRows.PIECE, from + width - x);
      pixels.read(row, x, count, rgba);
      if (conversion != null) {
        conversion.apply(rgba, PixelRows.CHANNELS, count, maximum(), rgba, PixelRows.CHANNELS);
      }
      visitor.visit(x, y, count, rgba);
    }
  }

  /** Keeps that many rows before the last one. */
  void keep(int rows) {
    byte[][] other = new byte[windowFor(rows)][];
    oldest = Math.max(oldest, next - other.length);
    for (int y = oldest; y < next; y++) {
      other[y % other.length] = window[y % window.length];
    }
    window = other;
  }

  /** Returns the bytes that keeping that many rows takes. */
  long keptBytes(int rows) {
    return (long) windowFor(rows) * header.bytesPerRow();
  }

  /** Returns at least 2: filters use the row above. */
  private int windowFor(int rows) {
    Ranges.atLeast("rows", rows, 1);
    return Math.max(2, Math.min(rows, header.height() - 1) + 1);
  }

  private byte[] row(int y) {
    try {
      if (y < oldest) {
        rewind();
      }
      while (next <= y) {
        decodeNext();
      }
      return window[y % window.length];
    } catch (IOException | RuntimeException e) {
      rewind();
      throw ImageLoader.damaged(input, e);
    } catch (OutOfMemoryError e) {
      rewind();
      Arrays.fill(window, null);
      throw ImageFiles.needsMoreHeap(input, e);
    }
  }

  private void decodeNext() throws IOException {
    Calls.requireNotInterrupted("reading " + input.name());
    if (data == null) {
      data = new PngPixelData(input, header);
    }
    byte[] above = slot(next + window.length - 1);
    if (next == 0) {
      Arrays.fill(above, (byte) 0);
    }
    // While a row is decoded, the row that it replaces is gone and the new one is not there yet.
    oldest = Math.max(oldest, next + 1 - window.length);
    data.read(slot(next), above);
    next++;
  }

  private byte[] slot(int y) {
    int index = y % window.length;
    if (window[index] == null) {
      window[index] = new byte[header.bytesPerRow()];
    }
    return window[index];
  }

  private void rewind() {
    close();
    oldest = 0;
    next = 0;
  }

  /** Closes the file, which the next row opens again. */
  @Override
  public void close() {
    if (data == null) {
      return;
    }
    try {
      data.close();
    } catch (IOException e) {
      throw ImageLoader.damaged(input, e);
    } finally {
      data = null;
    }
  }
}
