package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * What is known about an alpha matte before it is computed: each pixel is background, foreground or
 * unknown.
 *
 * <p>Immutable and safe to share between threads. Any of the three kinds may be absent.
 *
 * @since 0.1
 */
public final class Trimap implements TrimapRows {
  /** The value of a pixel that is known to be background (alpha 0). */
  public static final int BACKGROUND = 0;

  /** The value of a pixel whose alpha is unknown. */
  public static final int UNKNOWN = 128;

  /** The value of a pixel that is known to be foreground (alpha 1). */
  public static final int FOREGROUND = 255;

  private final int width;
  private final int height;
  private final byte[] values;
  private final long unknown;
  private final long foreground;

  private Trimap(int width, int height, byte[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
    unknown = count(values, UNKNOWN);
    foreground = count(values, FOREGROUND);
  }

  /**
   * A trimap from an image, with {@link TrimapThresholds#standard()}.
   *
   * @param image gray, colour or palette; see {@link #of(BufferedImage, TrimapThresholds)}
   * @return the trimap, of the image's size
   * @throws dev.deepmatting.error.InvalidInputException if the samples are signed, floating point
   *     or of 32 bits
   */
  public static Trimap of(BufferedImage image) {
    return of(image, TrimapThresholds.standard());
  }

  /**
   * A trimap from an image.
   *
   * <p>Gray samples are used unchanged. Colours count as their luma (Rec. 601: 0.299 red + 0.587
   * green + 0.114 blue). A transparent image is laid over black, so that transparent pixels are
   * background. The result is rounded once, to 8 bits, and compared with the thresholds.
   *
   * @param image gray, colour or palette, unsigned samples of up to 16 bits
   * @param thresholds which gray values are known
   * @return the trimap, of the image's size
   * @throws dev.deepmatting.error.InvalidInputException if the samples are signed, floating point
   *     or of 32 bits
   */
  public static Trimap of(BufferedImage image, TrimapThresholds thresholds) {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(thresholds, "thresholds");
    PixelRows rows = PixelRows.of(image);
    int width = image.getWidth();
    byte[] values = new byte[Checks.samples(width, image.getHeight(), 1)];
    rows.forEachPiece(
        (x, y, count, rgba) -> {
          int at = y * width + x;
          for (int i = 0; i < count; i++) {
            int gray = grayOverBlack(rgba, i * PixelRows.CHANNELS, rows.maximum());
            values[at + i] = (byte) thresholds.classify(gray);
          }
        });
    return new Trimap(width, image.getHeight(), values);
  }

  /**
   * A trimap from gray values, with {@link TrimapThresholds#standard()}.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param values width * height unsigned gray values, row-major; copied
   * @return the trimap
   * @throws dev.deepmatting.error.InvalidInputException if a size or the array's length is wrong
   */
  public static Trimap of(int width, int height, byte[] values) {
    return of(width, height, values, TrimapThresholds.standard());
  }

  /**
   * A trimap from gray values.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param values width * height unsigned gray values, row-major; copied
   * @param thresholds which gray values are known
   * @return the trimap
   * @throws dev.deepmatting.error.InvalidInputException if a size or the array's length is wrong
   */
  public static Trimap of(int width, int height, byte[] values, TrimapThresholds thresholds) {
    Objects.requireNonNull(thresholds, "thresholds");
    int pixels = Checks.samples(width, height, 1);
    Checks.length("values", values.length, pixels);
    byte[] classified = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      classified[i] = (byte) thresholds.classify(values[i] & 0xff);
    }
    return new Trimap(width, height, classified);
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
   * One pixel.
   *
   * @param x column, from 0
   * @param y row, from 0
   * @return {@link #BACKGROUND}, {@link #UNKNOWN} or {@link #FOREGROUND}
   * @throws dev.deepmatting.error.InvalidInputException if a coordinate is outside
   */
  public int valueAt(int x, int y) {
    return values[Checks.pixel(x, y, width, height)] & 0xff;
  }

  /**
   * Returns whether a pixel's alpha is unknown.
   *
   * @param x column, from 0
   * @param y row, from 0
   * @return true if the value is {@link #UNKNOWN}
   * @throws dev.deepmatting.error.InvalidInputException if a coordinate is outside
   */
  public boolean isUnknown(int x, int y) {
    return valueAt(x, y) == UNKNOWN;
  }

  /**
   * The number of unknown pixels.
   *
   * @return at least 0
   */
  public long unknownCount() {
    return unknown;
  }

  /**
   * The number of known foreground pixels.
   *
   * @return at least 0
   */
  public long foregroundCount() {
    return foreground;
  }

  /**
   * The number of known background pixels.
   *
   * @return at least 0
   */
  public long backgroundCount() {
    return values.length - unknown - foreground;
  }

  /**
   * Copies one row.
   *
   * @param y row, from 0
   * @param target receives width unsigned bytes: 0, 128 or 255
   * @throws dev.deepmatting.error.InvalidInputException if the row is outside or the target is too
   *     short
   */
  @Override
  public void readRow(int y, byte[] target) {
    Checks.row(y, height, target.length, width);
    System.arraycopy(values, y * width, target, 0, width);
  }

  @Override
  public void readPart(int x, int y, int width, byte[] target) {
    Checks.room(target.length, Checks.region(x, y, width, 1, this.width, height, 1));
    System.arraycopy(values, y * this.width + x, target, 0, width);
  }

  /** Does nothing: all rows are in memory. */
  @Override
  public void keep(int rows) {}

  @Override
  public long keptBytes(int rows) {
    return values.length;
  }

  /**
   * A copy as an image of Java's own classes.
   *
   * @return a new image of type {@link BufferedImage#TYPE_BYTE_GRAY} with samples 0, 128 and 255
   */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, width, height, values);
    return image;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trimap that
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
    return String.format(
        Locale.ROOT,
        "Trimap[%dx%d, %d unknown, %d foreground, %d background]",
        width,
        height,
        unknown,
        foreground,
        backgroundCount());
  }

  /** The gray value, 0 to 255, of one pixel with samples of 0 to maximum. */
  static int grayOverBlack(int[] rgba, int at, long maximum) {
    long luma = 299L * rgba[at] + 587L * rgba[at + 1] + 114L * rgba[at + 2];
    long full = 1000 * maximum * maximum;
    return (int) ((luma * rgba[at + 3] * 255 + full / 2) / full);
  }

  private static long count(byte[] values, int wanted) {
    long count = 0;
    for (byte value : values) {
      if ((value & 0xff) == wanted) {
        count++;
      }
    }
    return count;
  }
}
