package dev.deepmatting.internal.html;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/**
 * A picture read row by row, so that a large one is reduced without a copy. The rows share a
 * buffer: not safe to share between threads.
 *
 * @param width pixels per row
 * @param height rows
 * @param kind how it is reduced and encoded
 * @param colouring converts a row's values to colours after the reduction
 * @param rows reads its rows
 */
public record Picture(int width, int height, Kind kind, IntUnaryOperator colouring, Rows rows) {
  private static final int GRAY = 0x010101;

  /** How a picture is reduced and encoded. */
  public enum Kind {
    /** Three equal bytes, encoded as one. */
    GRAY,

    /** Red, green, blue. */
    COLOUR,

    /** Gray values without a meaningful mean: nearest pixels are used. */
    LABELS
  }

  /** Reads one row into an array of at least the width, three bytes packed as red, green, blue. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Reads one row.
     *
     * @param y the row, from 0
     * @param target where to
     */
    void read(int y, int[] target);
  }

  /**
   * A part of a picture.
   *
   * @param x the first column
   * @param y the first row
   * @param width columns
   * @param height rows
   */
  public record Window(int x, int y, int width, int height) {}

  /**
   * Creates a picture with the colours of its rows.
   *
   * @param width pixels per row
   * @param height rows
   * @param kind how it is reduced and encoded
   * @param rows reads its rows
   */
  public Picture(int width, int height, Kind kind, Rows rows) {
    this(width, height, kind, IntUnaryOperator.identity(), rows);
  }

  /**
   * Returns a matte, black where it is transparent.
   *
   * @param matte the matte
   * @return its picture
   */
  public static Picture of(AlphaMatte matte) {
    byte[] row = new byte[matte.width()];
    return new Picture(
        matte.width(),
        matte.height(),
        Kind.GRAY,
        (y, target) -> {
          matte.readRow8(y, row);
          spread(row, target);
        });
  }

  /**
   * Returns a trimap.
   *
   * @param trimap the trimap
   * @return its picture
   */
  public static Picture of(Trimap trimap) {
    byte[] row = new byte[trimap.width()];
    return new Picture(
        trimap.width(),
        trimap.height(),
        Kind.LABELS,
        (y, target) -> {
          trimap.readRow(y, row);
          spread(row, target);
        });
  }

  /**
   * Returns an image, in 8 bits.
   *
   * @param image the image
   * @return its picture
   */
  public static Picture of(RgbImage image) {
    float[] row = new float[3 * image.width()];
    return new Picture(
        image.width(),
        image.height(),
        Kind.COLOUR,
        (y, target) -> {
          image.readRow(y, row);
          for (int x = 0, at = 0; x < image.width(); x++, at += 3) {
            target[x] = to8(row[at]) << 16 | to8(row[at + 1]) << 8 | to8(row[at + 2]);
          }
        });
  }

  /**
   * Returns a part of it.
   *
   * @param window which part
   * @return a picture that reads this one's rows
   */
  public Picture crop(Window window) {
    int[] whole = new int[width];
    return new Picture(
        window.width(),
        window.height(),
        kind,
        colouring,
        (y, target) -> {
          rows.read(window.y() + y, whole);
          System.arraycopy(whole, window.x(), target, 0, window.width());
        });
  }

  /**
   * Returns the picture at another size, at most its own.
   *
   * @param toWidth pixels per row
   * @param toHeight rows
   * @return a new image, gray or colour
   */
  public BufferedImage reduced(int toWidth, int toHeight) {
    int[] pixels =
        kind == Kind.LABELS
            ? nearest(toWidth, toHeight)
            : AreaAverage.of(this, toWidth, toHeight).pixels();
    return image(toWidth, toHeight, pixels);
  }

  private BufferedImage image(int toWidth, int toHeight, int[] pixels) {
    boolean coloured = kind == Kind.COLOUR;
    BufferedImage image =
        new BufferedImage(
            toWidth,
            toHeight,
            coloured ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    int[] samples = new int[coloured ? 3 : 1];
    for (int at = 0; at < pixels.length; at++) {
      int rgb = colouring.applyAsInt(pixels[at]);
      // Writes to the raster: setRGB would send gray values through a colour conversion.
      for (int i = 0; i < samples.length; i++) {
        samples[i] = rgb >> (16 - 8 * i) & 0xff;
      }
      image.getRaster().setPixel(at % toWidth, at / toWidth, samples);
    }
    return image;
  }

  private int[] nearest(int toWidth, int toHeight) {
    int[] row = new int[width];
    int[] pixels = new int[toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      rows.read(middle(y, height, toHeight), row);
      for (int x = 0; x < toWidth; x++) {
        pixels[y * toWidth + x] = row[middle(x, width, toWidth)];
      }
    }
    return pixels;
  }

  private static int middle(int at, int from, int to) {
    return (int) ((2L * at + 1) * from / (2L * to));
  }

  private static void spread(byte[] row, int[] target) {
    for (int x = 0; x < row.length; x++) {
      target[x] = (row[x] & 0xff) * GRAY;
    }
  }

  private static int to8(float sample) {
    return Math.round(sample * 255);
  }
}
