package dev.deepmatting.image;

import dev.deepmatting.internal.check.Ranges;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;

/**
 * A colour image in sRGB with 8 or 16 bits per sample.
 *
 * <p>Immutable and safe to share between threads. Samples are row-major and interleaved: red,
 * green, blue. They keep sRGB's transfer curve; nothing here is linear.
 *
 * @since 0.1
 */
public final class RgbImage implements ImageRows {
  static final int CHANNELS = 3;
  private static final float MAX_8 = 255f;
  private static final float MAX_16 = 65535f;

  /** Every 8-bit sample as a fraction; faster than dividing each time. */
  private static final float[] FRACTIONS_8 = new float[256];

  static {
    for (int i = 0; i < FRACTIONS_8.length; i++) {
      FRACTIONS_8[i] = i / MAX_8;
    }
  }

  private final int width;
  private final int height;
  private final boolean wide;
  // One of the two is empty.
  private final byte[] bytes;
  private final short[] shorts;

  private RgbImage(int width, int height, boolean wide, byte[] bytes, short[] shorts) {
    this.width = width;
    this.height = height;
    this.wide = wide;
    this.bytes = bytes;
    this.shorts = shorts;
  }

  /**
   * Copies an image of any type that has unsigned samples of up to 16 bits.
   *
   * <p>Alpha is dropped; premultiplied colours are first divided by it. Gray samples become red,
   * green and blue unchanged. Palettes and colour spaces other than gray and sRGB are converted to
   * 8-bit sRGB.
   *
   * @param image the image to copy; later changes to it have no effect
   * @return the copy, with 16 bits per sample if the source has more than 8
   * @throws dev.deepmatting.error.InvalidInputException if the samples are signed, floating point
   *     or of 32 bits, or the image has more pixels than fit in an array
   */
  public static RgbImage of(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    PixelRows rows = PixelRows.of(image);
    int width = image.getWidth();
    int samples = Checks.samples(width, image.getHeight(), CHANNELS);
    boolean wide = rows.maximum() > MAX_8;
    byte[] bytes = new byte[wide ? 0 : samples];
    short[] shorts = new short[wide ? samples : 0];
    rows.forEachPiece(
        (x, y, count, rgba) -> {
          int at = (y * width + x) * CHANNELS;
          for (int from = 0; from < count * PixelRows.CHANNELS; from += PixelRows.CHANNELS) {
            for (int channel = 0; channel < CHANNELS; channel++, at++) {
              if (wide) {
                shorts[at] = (short) rgba[from + channel];
              } else {
                bytes[at] = (byte) rgba[from + channel];
              }
            }
          }
        });
    return new RgbImage(width, image.getHeight(), wide, bytes, shorts);
  }

  /**
   * An image from an array with 8 bits per sample.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param interleaved width * height * 3 unsigned samples, red, green, blue; copied
   * @return the image
   * @throws dev.deepmatting.error.InvalidInputException if a size or the array's length is wrong
   */
  public static RgbImage of8(int width, int height, byte[] interleaved) {
    int samples = Checks.samples(width, height, CHANNELS);
    Checks.length("interleaved", interleaved.length, samples);
    return new RgbImage(width, height, false, interleaved.clone(), new short[0]);
  }

  /**
   * An image from an array with 16 bits per sample.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param interleaved width * height * 3 unsigned samples, red, green, blue; copied
   * @return the image
   * @throws dev.deepmatting.error.InvalidInputException if a size or the array's length is wrong
   */
  public static RgbImage of16(int width, int height, short[] interleaved) {
    int samples = Checks.samples(width, height, CHANNELS);
    Checks.length("interleaved", interleaved.length, samples);
    return new RgbImage(width, height, true, new byte[0], interleaved.clone());
  }

  /**
   * The width.
   *
   * @return pixels per row, at least 1
   */
  @Override
  public int width() {
    return width;
  }

  /**
   * The height.
   *
   * @return rows, at least 1
   */
  @Override
  public int height() {
    return height;
  }

  /**
   * The precision.
   *
   * @return bits per sample: 8 or 16
   */
  public int bitDepth() {
    return wide ? 16 : 8;
  }

  /**
   * One sample as a fraction of full intensity.
   *
   * @param x column, from 0
   * @param y row, from 0
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 to 1
   * @throws dev.deepmatting.error.InvalidInputException if a coordinate is outside
   */
  public float sample(int x, int y, int channel) {
    return fraction(index(x, y, channel));
  }

  /**
   * One sample in 8 bits; samples of 16 bits are rounded.
   *
   * @param x column, from 0
   * @param y row, from 0
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 to 255
   * @throws dev.deepmatting.error.InvalidInputException if a coordinate is outside
   */
  public int sample8(int x, int y, int channel) {
    return rounded(index(x, y, channel));
  }

  /**
   * Copies one row as fractions of full intensity.
   *
   * @param y row, from 0
   * @param target receives 3 * width values of 0 to 1: red, green, blue, red, ...
   * @throws dev.deepmatting.error.InvalidInputException if the row is outside or the target is too
   *     short
   */
  @Override
  public void readRow(int y, float[] target) {
    int samples = CHANNELS * width;
    Checks.row(y, height, target.length, samples);
    readRegion(0, y, width, 1, target);
  }

  /**
   * Copies one row as 8-bit samples.
   *
   * @param y row, from 0
   * @param target receives 3 * width unsigned bytes, red, green, blue by pixel; 16 bits are rounded
   * @throws dev.deepmatting.error.InvalidInputException if the row is outside or the target is too
   *     short
   */
  public void readRow8(int y, byte[] target) {
    int samples = CHANNELS * width;
    Checks.row(y, height, target.length, samples);
    int from = y * samples;
    if (wide) {
      for (int i = 0; i < samples; i++) {
        target[i] = (byte) rounded(from + i);
      }
    } else {
      System.arraycopy(bytes, from, target, 0, samples);
    }
  }

  @Override
  public void readPart(int x, int y, int width, float[] target) {
    readRegion(x, y, width, 1, target);
  }

  /**
   * Copies a rectangle as fractions of full intensity.
   *
   * @param x its first column, from 0
   * @param y its first row, from 0
   * @param width its columns, at least 1, ending inside the image
   * @param height its rows, at least 1, ending inside the image
   * @param target receives 3 * width * height values of 0 to 1, row-major: red, green, blue, red,
   *     ...
   * @throws dev.deepmatting.error.InvalidInputException if the rectangle is not inside the image or
   *     the target is too short
   */
  public void readRegion(int x, int y, int width, int height, float[] target) {
    Checks.room(
        target.length, Checks.region(x, y, width, height, this.width, this.height, CHANNELS));
    int count = CHANNELS * width;
    for (int row = 0; row < height; row++) {
      int from = ((y + row) * this.width + x) * CHANNELS;
      if (wide) {
        copy16(from, target, row * count, count);
      } else {
        copy8(from, target, row * count, count);
      }
    }
  }

  /** Does nothing: all rows are in memory. */
  @Override
  public void keep(int rows) {}

  @Override
  public long keptBytes(int rows) {
    return bytes.length + (long) Short.BYTES * shorts.length;
  }

  /**
   * A copy as an image of Java's own classes.
   *
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, 8 bits per sample, rounded
   */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += CHANNELS) {
        row[x] = rounded(at) << 16 | rounded(at + 1) << 8 | rounded(at + 2);
      }
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage that
        && width == that.width
        && height == that.height
        && Arrays.equals(bytes, that.bytes)
        && Arrays.equals(shorts, that.shorts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, height, Arrays.hashCode(bytes), Arrays.hashCode(shorts));
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + "x" + height + ", " + bitDepth() + " bits]";
  }

  private int index(int x, int y, int channel) {
    int pixel = Checks.pixel(x, y, width, height);
    Ranges.within("channel", channel, 0, CHANNELS - 1);
    return pixel * CHANNELS + channel;
  }

  private float fraction(int index) {
    return wide ? (shorts[index] & 0xffff) / MAX_16 : (bytes[index] & 0xff) / MAX_8;
  }

  private void copy8(int from, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = FRACTIONS_8[bytes[from + i] & 0xff];
    }
  }

  private void copy16(int from, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = (shorts[from + i] & 0xffff) / MAX_16;
    }
  }

  /** Converts pixels with samples of 0 to maximum, which is 255 or 65535, to fractions. */
  static void fractions(int[] rgba, int count, int maximum, float[] target, int to) {
    int at = to;
    for (int from = 0; from < count * PixelRows.CHANNELS; from += PixelRows.CHANNELS) {
      for (int channel = 0; channel < CHANNELS; channel++, at++) {
        int sample = rgba[from + channel];
        target[at] = maximum == MAX_8 ? FRACTIONS_8[sample] : sample / MAX_16;
      }
    }
  }

  private int rounded(int index) {
    return wide ? ((shorts[index] & 0xffff) * 255 + 32767) / 65535 : bytes[index] & 0xff;
  }
}
