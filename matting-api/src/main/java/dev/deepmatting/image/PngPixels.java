package dev.deepmatting.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;

/**
 * Converts the bytes of a PNG row to red, green, blue, alpha; not premultiplied. The values equal
 * those of {@link PixelRows} after Java's own reader. Immutable.
 */
final class PngPixels {
  private static final int[] NONE = {};

  private final PngHeader header;
  private final int maximum;
  private final int scale;
  // Both are empty if the file has none.
  private final int[] transparent;
  private final int[] palette;

  private PngPixels(PngHeader header, int[] transparent, int[] palette) {
    this.header = header;
    this.transparent = transparent;
    this.palette = palette;
    int highest = (1 << header.bitDepth()) - 1;
    maximum = Math.max(highest, 255);
    scale = maximum / highest;
  }

  static PngPixels of(ImageInput input, PngHeader header) throws IOException {
    int colourType = header.colourType();
    if (colourType == PngHeader.PALETTE) {
      return new PngPixels(header, NONE, readPalette(input));
    }
    boolean opaque = colourType == PngHeader.GRAY || colourType == PngHeader.RGB;
    int[] transparent = opaque ? readTransparent(input, header.bands()) : NONE;
    if (transparent.length > 0 && header.bitDepth() < Byte.SIZE) {
      // Java's reader compares scaled samples with the unscaled colour; leave this case to it.
      throw new IIOException("PNG has few gray levels, one of them transparent");
    }
    return new PngPixels(header, transparent, NONE);
  }

  /** The value of full intensity: 255, or 65535 if the file has 16 bits. */
  int maximum() {
    return maximum;
  }

  /**
   * Copies pixels.
   *
   * @param row the bytes of a row
   * @param x the first pixel
   * @param count how many
   * @param rgba receives 4 samples per pixel, from 0 to maximum
   */
  void read(byte[] row, int x, int count, int[] rgba) {
    if (palette.length > 0) {
      readColours(row, x, count, rgba);
    } else {
      readSamples(row, x, count, rgba);
    }
  }

  private void readColours(byte[] row, int x, int count, int[] rgba) {
    for (int i = 0, to = 0; i < count; i++, to += PixelRows.CHANNELS) {
      int colour = palette[sample(row, x + i)];
      rgba[to] = colour >> 16 & 0xff;
      rgba[to + 1] = colour >> 8 & 0xff;
      rgba[to + 2] = colour & 0xff;
      rgba[to + 3] = colour >>> 24;
    }
  }

  private void readSamples(byte[] row, int x, int count, int[] rgba) {
    int bands = header.bands();
    boolean coloured = bands > 2;
    boolean alpha = bands % 2 == 0;
    int from = x * bands;
    for (int to = 0; to < count * PixelRows.CHANNELS; to += PixelRows.CHANNELS, from += bands) {
      rgba[to] = sample(row, from) * scale;
      rgba[to + 1] = coloured ? sample(row, from + 1) : rgba[to];
      rgba[to + 2] = coloured ? sample(row, from + 2) : rgba[to];
      rgba[to + 3] = alpha ? sample(row, from + bands - 1) : opacity(rgba, to);
    }
  }

  private int sample(byte[] row, int index) {
    int depth = header.bitDepth();
    if (depth == 8) {
      return row[index] & 0xff;
    }
    if (depth == 16) {
      return (row[2 * index] & 0xff) << 8 | row[2 * index + 1] & 0xff;
    }
    long bit = (long) index * depth;
    int shift = Byte.SIZE - depth - (int) (bit % Byte.SIZE);
    return row[(int) (bit / Byte.SIZE)] >> shift & (1 << depth) - 1;
  }

  private int opacity(int[] rgba, int at) {
    for (int band = 0; band < transparent.length; band++) {
      if (rgba[at + band] != transparent[band]) {
        return maximum;
      }
    }
    return transparent.length == 0 ? maximum : 0;
  }

  /**
   * Reads the first transparent colour before the image data; one of a wrong length does not count.
   */
  private static int[] readTransparent(ImageInput input, int bands) throws IOException {
    int[] found = NONE;
    try (DataInputStream bytes = new DataInputStream(new BufferedInputStream(input.open()))) {
      bytes.skipNBytes(PngHeader.SIGNATURE_BYTES);
      while (true) {
        long left = Integer.toUnsignedLong(bytes.readInt());
        int type = bytes.readInt();
        if (type == PngHeader.IDAT || type == PngHeader.IEND) {
          return found;
        }
        if (type == PngHeader.TRNS && found.length == 0 && left == (long) bands * Short.BYTES) {
          found = new int[bands];
          for (int band = 0; band < bands; band++) {
            found[band] = bytes.readUnsignedShort();
          }
          left = 0;
        }
        bytes.skipNBytes(left + Integer.BYTES);
      }
    }
  }

  /** Reads the palette with Java's reader, which copes with ones that are too short or too long. */
  private static int[] readPalette(ImageInput input) throws IOException {
    try (PictureStream stream = PictureStream.open(input, new Abandonment())) {
      ImageReader reader =
          ImageReaders.find(stream)
              .orElseThrow(() -> new IIOException("PNG has no reader"))
              .createReaderInstance();
      try {
        reader.setInput(PngStream.of(stream), false, true);
        ColorModel model = reader.getImageTypes(0).next().getColorModel();
        int[] colours = new int[((IndexColorModel) model).getMapSize()];
        ((IndexColorModel) model).getRGBs(colours);
        return colours;
      } finally {
        reader.dispose();
      }
    }
  }
}
