package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How much of each pixel belongs to the foreground: 0 background, 1 foreground.
 *
 * <p>Immutable and safe to share between threads. Values are row-major; alpha is linear, without a
 * transfer curve.
 *
 * @since 0.1
 */
public final class AlphaMatte {
  private static final double MAX_8 = 255.0;
  private static final double MAX_16 = 65535.0;

  private final int width;
  private final int height;
  private final float[] values;

  private AlphaMatte(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * A matte from an array.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param values width * height values of 0 to 1, row-major; copied
   * @return the matte
   * @throws InvalidInputException if a size or the array's length is wrong, or a value is NaN or
   *     outside 0 to 1; the message has its index
   */
  public static AlphaMatte of(int width, int height, float[] values) {
    int pixels = Checks.samples(width, height, 1);
    Checks.length("values", values.length, pixels);
    float[] copy = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      float value = values[i];
      if (!(value >= 0 && value <= 1)) {
        throw new InvalidInputException("values[" + i + "] is " + value + ", wanted 0 to 1");
      }
      // Turns a negative zero into zero, so that equal mattes are equal.
      copy[i] = value + 0f;
    }
    return new AlphaMatte(width, height, copy);
  }

  /**
   * A matte from a gray image.
   *
   * @param image gray, or a colour image whose pixels are all gray; without transparency; unsigned
   *     samples of up to 16 bits
   * @return the matte: sample 0 is alpha 0, the highest sample is alpha 1
   * @throws InvalidInputException if a pixel is coloured or transparent; the message has its
   *     position
   */
  public static AlphaMatte of(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    PixelRows rows = PixelRows.of(image);
    int width = image.getWidth();
    float[] values = new float[Checks.samples(width, image.getHeight(), 1)];
    rows.forEachPiece(
        (x, y, count, rgba) -> {
          int at = y * width + x;
          for (int i = 0; i < count; i++) {
            requireGray(rgba, i * PixelRows.CHANNELS, rows.maximum(), x + i, y);
            values[at + i] = rgba[i * PixelRows.CHANNELS] / (float) rows.maximum();
          }
        });
    return new AlphaMatte(width, image.getHeight(), values);
  }

  /**
   * The width.
   *
   * @return pixels per row, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * The height.
   *
   * @return rows, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * One pixel.
   *
   * @param x column, from 0
   * @param y row, from 0
   * @return 0 to 1
   * @throws InvalidInputException if a coordinate is outside
   */
  public float alphaAt(int x, int y) {
    return values[Checks.pixel(x, y, width, height)];
  }

  /**
   * All values.
   *
   * @return a new array of width * height values of 0 to 1, row-major
   */
  public float[] toFloatArray() {
    return values.clone();
  }

  /**
   * Copies one row.
   *
   * @param y row, from 0
   * @param target receives width values of 0 to 1
   * @throws InvalidInputException if the row is outside or the target is too short
   */
  public void readRow(int y, float[] target) {
    Checks.row(y, height, target.length, width);
    System.arraycopy(values, y * width, target, 0, width);
  }

  /**
   * Copies a rectangle.
   *
   * @param x its first column, from 0
   * @param y its first row, from 0
   * @param width its columns, at least 1, ending inside the matte
   * @param height its rows, at least 1, ending inside the matte
   * @param target receives width * height values of 0 to 1, row-major
   * @throws InvalidInputException if the rectangle is not inside the matte or the target is too
   *     short
   */
  public void readRegion(int x, int y, int width, int height, float[] target) {
    Checks.room(target.length, Checks.region(x, y, width, height, this.width, this.height, 1));
    for (int row = 0; row < height; row++) {
      System.arraycopy(values, (y + row) * this.width + x, target, row * width, width);
    }
  }

  /**
   * Copies one row as 8-bit values.
   *
   * @param y row, from 0
   * @param target receives width unsigned bytes: alpha * 255, halves rounded up
   * @throws InvalidInputException if the row is outside or the target is too short
   */
  public void readRow8(int y, byte[] target) {
    Checks.row(y, height, target.length, width);
    int at = y * width;
    for (int x = 0; x < width; x++) {
      target[x] = (byte) Math.round(values[at + x] * MAX_8);
    }
  }

  /**
   * An 8-bit gray image.
   *
   * @return a new image of type {@link BufferedImage#TYPE_BYTE_GRAY}; sample = alpha * 255, halves
   *     rounded up
   */
  public BufferedImage toGray8() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      readRow8(y, row);
      // Writes to the raster: setRGB would send the value through a gray colour conversion.
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  /**
   * A 16-bit gray image.
   *
   * @return a new image of type {@link BufferedImage#TYPE_USHORT_GRAY}; sample = alpha * 65535,
   *     halves rounded up
   */
  public BufferedImage toGray16() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    short[] row = new short[width];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        row[x] = (short) Math.round(values[at] * MAX_16);
      }
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  /**
   * Writes an 8-bit gray PNG file; see {@link ImageFiles#writePng(BufferedImage, Path)}.
   *
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(Path file) {
    writePng(ImageOutput.of(file));
  }

  /**
   * Writes an 8-bit gray PNG picture to a file or a stream.
   *
   * @param output where to; its format does not matter
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(ImageOutput output) {
    ImageFiles.writePng(toGray8(), output, ImageProperties.none());
  }

  /**
   * Writes a 16-bit gray PNG file; see {@link ImageFiles#writePng(BufferedImage, Path)}.
   *
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(Path file) {
    writePng16(ImageOutput.of(file));
  }

  /**
   * Writes a 16-bit gray PNG picture to a file or a stream.
   *
   * @param output where to; its format does not matter
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(ImageOutput output) {
    ImageFiles.writePng(toGray16(), output, ImageProperties.none());
  }

  /**
   * Writes an 8-bit gray PNG picture while the rows arrive, with the same pixels as {@link
   * #writePng(Path)}; keeps only a few rows in memory.
   *
   * @param output a file, which is replaced once all rows have arrived, or a stream
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param rows fills the sink it receives; its exceptions reach the caller
   * @throws InvalidInputException if a size is wrong, the folder does not exist, the path is a
   *     directory, or a value is NaN or outside 0 to 1
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if writing fails
   * @throws IllegalStateException if a row is missing or out of order
   */
  public static void writePngByRows(
      ImageOutput output, int width, int height, Consumer<AlphaSink> rows) {
    Objects.requireNonNull(rows, "rows");
    PngRowWriter.write(
        output,
        width,
        height,
        PngRowWriter.Layout.GRAY_8,
        writer -> {
          byte[] gray = new byte[width];
          rows.accept(
              (y, alpha) -> {
                of(width, 1, Arrays.copyOf(alpha, width)).readRow8(0, gray);
                writer.writeRow(y, gray);
              });
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AlphaMatte that
        && width == that.width
        && height == that.height
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, height, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "AlphaMatte[" + width + "x" + height + "]";
  }

  private static void requireGray(int[] rgba, int at, int maximum, int x, int y) {
    if (rgba[at] != rgba[at + 1] || rgba[at] != rgba[at + 2]) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image has the colour (%d, %d, %d) at x %d, y %d, wanted gray",
              rgba[at],
              rgba[at + 1],
              rgba[at + 2],
              x,
              y));
    }
    if (rgba[at + 3] != maximum) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image has opacity %d of %d at x %d, y %d, wanted gray without transparency",
              rgba[at + 3],
              maximum,
              x,
              y));
    }
  }
}
