package dev.deepmatting.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/**
 * A PNG file reduced to the chunks that its pixels need. libpng ignores misplaced chunks, such as a
 * transparent colour in a picture with opacity; Java's reader refuses such a file.
 */
final class PngStream {
  private static final int PLTE = 0x504c5445;

  /** The bit of the type's first letter that marks an optional chunk (lower case). */
  private static final int ANCILLARY = 0x20000000;

  private static final int COLOUR_TYPE = 9;
  private static final int BYTES_OF_COLOUR = 3;

  private final ImageInputStream file;
  private final SplicedStream.Builder kept = new SplicedStream.Builder();
  private int colourType = -1;
  private long colours;
  private boolean transparency;
  private boolean pixels;
  private boolean pixelsEnded;

  private PngStream(ImageInputStream file) {
    this.file = file;
  }

  /**
   * Returns a stream for a decoder.
   *
   * @param file its position is the same afterwards
   */
  static ImageInputStream of(ImageInputStream file) throws IOException {
    long start = file.getStreamPosition();
    try {
      return new PngStream(file).spliced(start);
    } finally {
      file.seek(start);
    }
  }

  private ImageInputStream spliced(long start) throws IOException {
    long at = start + PngHeader.SIGNATURE_BYTES;
    kept.file(start, at);
    try {
      int type;
      do {
        file.seek(at);
        long length = Integer.toUnsignedLong(file.readInt());
        type = file.readInt();
        long end = at + 3 * Integer.BYTES + length;
        if (wants(type, length)) {
          kept.file(at, end);
        }
        at = end;
      } while (type != PngHeader.IEND);
    } catch (EOFException e) {
      // The decoder reports what is missing.
      return kept.rest(at).build(file);
    }
    return kept.build(file);
  }

  private boolean wants(int type, long length) throws IOException {
    if (type == PngHeader.IHDR) {
      file.skipBytes(COLOUR_TYPE);
      colourType = file.read();
    } else if (type == PLTE && colourType != PngHeader.PALETTE) {
      // A suggested palette for pictures without one.
      return false;
    } else if (type == PLTE) {
      colours = length / BYTES_OF_COLOUR;
    } else if (type == PngHeader.TRNS && !pixels) {
      boolean wanted = !transparency && fits(length);
      transparency |= wanted;
      return wanted;
    }
    if (type == PngHeader.IDAT) {
      pixels = true;
      return !pixelsEnded;
    }
    // Data after another chunk does not belong to the pixels, even if that chunk is dropped.
    pixelsEnded = pixels;
    return (type & ANCILLARY) == 0;
  }

  /** Returns whether a chunk of transparent colours suits these pixels. */
  private boolean fits(long length) {
    return switch (colourType) {
      case PngHeader.GRAY -> length == Short.BYTES;
      case PngHeader.RGB -> length == BYTES_OF_COLOUR * Short.BYTES;
      case PngHeader.PALETTE -> length > 0 && length <= colours;
      default -> false;
    };
  }
}
