package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import java.util.Locale;

/**
 * A picture of float samples for intermediate results: row-major, channels interleaved, normally 0
 * to 1. Mutable; not safe to share between threads.
 */
public final class Raster {
  static final int COLOURS = 3;

  /** The longest array that every common virtual machine can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private static final double MAX_8 = 255;

  private final int width;
  private final int height;
  private final int channels;
  private final float[] values;

  /**
   * Creates a raster of zeros.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param channels samples per pixel, at least 1
   * @throws InvalidInputException if one of them is less than 1 or there are more samples than an
   *     array can contain
   */
  public Raster(int width, int height, int channels) {
    requireSize(width, height, channels);
    this.width = width;
    this.height = height;
    this.channels = channels;
    values = new float[width * height * channels];
  }

  /**
   * Returns the samples of an image.
   *
   * @param image any image
   * @return a new raster of 3 channels
   */
  public static Raster of(RgbImage image) {
    Raster raster = new Raster(image.width(), image.height(), COLOURS);
    image.readRegion(0, 0, image.width(), image.height(), raster.values);
    return raster;
  }

  /**
   * Returns the width.
   *
   * @return pixels per row, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the height.
   *
   * @return rows, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns the channels.
   *
   * @return samples per pixel, at least 1
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns the samples.
   *
   * @return this raster's own array of width * height * channels values; writing to it changes the
   *     raster
   */
  public float[] values() {
    return values;
  }

  /**
   * Returns an image of 8 bits.
   *
   * @return sample = value * 255, clamped to 0 to 255, halves rounded up; 0 for NaN
   * @throws InvalidInputException if there are not 3 channels
   */
  public RgbImage toRgbImage() {
    requireChannels(COLOURS);
    byte[] samples = new byte[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) level(values[i]);
    }
    return RgbImage.of8(width, height, samples);
  }

  /**
   * Returns a matte of 8 bits.
   *
   * @return the nearest multiples of 1/255, clamped to 0 to 1, halves rounded up; 0 for NaN
   * @throws InvalidInputException if there is not 1 channel
   */
  public AlphaMatte toAlphaMatte() {
    requireChannels(1);
    float[] alpha = new float[values.length];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = level(values[i]) / (float) MAX_8;
    }
    return AlphaMatte.of(width, height, alpha);
  }

  @Override
  public String toString() {
    return "Raster[" + width + "x" + height + "x" + channels + "]";
  }

  static void requireSize(int width, int height, int channels) {
    Ranges.atLeast("width", width, 1);
    Ranges.atLeast("height", height, 1);
    Ranges.atLeast("channels", channels, 1);
    if ((long) width * height > MAX_ARRAY / channels) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "raster is %dx%dx%d, wanted at most %d samples",
              width,
              height,
              channels,
              MAX_ARRAY));
    }
  }

  void requireChannels(int wanted) {
    Ranges.require(channels == wanted, "channels", channels, "" + wanted);
  }

  /** Returns the nearest of 0 to 1; 0 for NaN. */
  static float clamped(float value) {
    // Not Math.max and Math.min: their handling of NaN and negative zero is slow.
    return value < 1 ? (value > 0 ? value : 0) : (value >= 1 ? 1 : 0);
  }

  private static int level(float value) {
    return (int) (clamped(value) * MAX_8 + 0.5);
  }
}
