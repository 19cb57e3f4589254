package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;

/**
 * Changes of hue, saturation and value, the hexcone model of A. R. Smith, "Color gamut transform
 * pairs" (1978): value is the largest of the three samples, saturation the relative distance of the
 * smallest below it, hue the angle. Works on the samples unchanged, without linearising them.
 */
public final class Hsv {
  private static final int SECTORS = 6;
  private static final double DEGREES = 360;

  private Hsv() {}

  /**
   * Rotates the hue and shifts saturation and value of every pixel. A value shifted past 0 or 1 is
   * reflected there: s becomes |s| or 2 - s. A gray pixel counts as red with saturation 0, so that
   * a shift of the saturation tints it.
   *
   * @param rgb 3 channels of 0 to 1; changed in place
   * @param hueDegrees the rotation, from red towards green; any number
   * @param saturationShift what is added to the saturation, -1 to 1
   * @param valueShift what is added to the value, -1 to 1
   * @throws InvalidInputException if there are not 3 channels or a shift is out of its range
   */
  public static void shift(
      Raster rgb, double hueDegrees, double saturationShift, double valueShift) {
    rgb.requireChannels(Raster.COLOURS);
    Ranges.require(Double.isFinite(hueDegrees), "hueDegrees", hueDegrees, "a finite number");
    Ranges.within("saturationShift", saturationShift, -1, 1);
    Ranges.within("valueShift", valueShift, -1, 1);
    float turn = wrapped((float) (hueDegrees % DEGREES / DEGREES * SECTORS));
    float[] values = rgb.values();
    for (int at = 0; at < values.length; at += Raster.COLOURS) {
      float largest = largest(values, at);
      float hue = wrapped(hue(values, at, largest) + turn);
      float saturation = reflected(saturation(values, at, largest) + (float) saturationShift);
      write(values, at, hue, saturation, reflected(largest + (float) valueShift));
    }
  }

  /**
   * Returns the mean saturation of a masked part.
   *
   * @param rgb 3 channels of 0 to 1
   * @param weights 1 channel of the same size: how much each pixel counts, at least 0
   * @return 0 to 1; 0 if all weights are 0
   * @throws InvalidInputException if the channels or the sizes are wrong
   */
  public static double meanSaturation(Raster rgb, Raster weights) {
    return mean(rgb, weights, (values, at) -> saturation(values, at, largest(values, at)));
  }

  /**
   * Returns the mean value, in the sense of the model, of a masked part.
   *
   * @param rgb 3 channels of 0 to 1
   * @param weights 1 channel of the same size: how much each pixel counts, at least 0
   * @return 0 to 1; 0 if all weights are 0
   * @throws InvalidInputException if the channels or the sizes are wrong
   */
  public static double meanValue(Raster rgb, Raster weights) {
    return mean(rgb, weights, Hsv::largest);
  }

  private static double mean(Raster rgb, Raster weights, Measure measure) {
    rgb.requireChannels(Raster.COLOURS);
    weights.requireChannels(1);
    Sizes.requireSame(
        "weights", weights.width(), weights.height(), "rgb", rgb.width(), rgb.height());
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weights.values().length; i++) {
      float weight = weights.values()[i];
      total += weight;
      sum += weight * measure.of(rgb.values(), i * Raster.COLOURS);
    }
    return total > 0 ? sum / total : 0;
  }

  private static float largest(float[] rgb, int at) {
    // Not Math.max: its handling of NaN and negative zero is slow.
    float larger = rgb[at] > rgb[at + 1] ? rgb[at] : rgb[at + 1];
    return larger > rgb[at + 2] ? larger : rgb[at + 2];
  }

  private static float smallest(float[] rgb, int at) {
    float smaller = rgb[at] < rgb[at + 1] ? rgb[at] : rgb[at + 1];
    return smaller < rgb[at + 2] ? smaller : rgb[at + 2];
  }

  private static float saturation(float[] rgb, int at, float largest) {
    return largest > 0 ? (largest - smallest(rgb, at)) / largest : 0;
  }

  /** Returns the hue in sectors of 60 degrees: -1 to 5; 0 for gray. */
  private static float hue(float[] rgb, int at, float largest) {
    float range = largest - smallest(rgb, at);
    if (!(range > 0)) {
      return 0;
    }
    float red = rgb[at];
    float green = rgb[at + 1];
    float blue = rgb[at + 2];
    if (red == largest) {
      return (green - blue) / range;
    }
    return green == largest ? 2 + (blue - red) / range : 4 + (red - green) / range;
  }

  /** Writes a pixel; the hue is in sectors, from 0 to 6. */
  private static void write(float[] rgb, int at, float hue, float saturation, float value) {
    rgb[at] = sample(hue + 5, saturation, value);
    rgb[at + 1] = sample(hue + 3, saturation, value);
    rgb[at + 2] = sample(hue + 1, saturation, value);
  }

  /**
   * Returns one sample: it keeps the full value over two sectors, falls over one, stays low over
   * two and rises over one.
   */
  private static float sample(float place, float saturation, float value) {
    float sector = wrapped(place);
    float depth = Raster.clamped(sector < 2 ? sector : 4 - sector);
    return value - value * saturation * depth;
  }

  /** Adds or subtracts a full turn if needed. */
  private static float wrapped(float hue) {
    return hue < 0 ? hue + SECTORS : hue >= SECTORS ? hue - SECTORS : hue;
  }

  private static float reflected(float value) {
    float positive = Math.abs(value);
    return positive > 1 ? 2 - positive : positive;
  }

  private interface Measure {
    double of(float[] rgb, int at);
  }
}
