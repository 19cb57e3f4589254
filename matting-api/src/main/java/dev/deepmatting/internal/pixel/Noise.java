package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.function.DoubleSupplier;

/** Noise as of a sensor. */
public final class Noise {
  private Noise() {}

  /**
   * Adds noise to every sample on its own and clamps to 0 to 1.
   *
   * @param raster samples of 0 to 1; changed in place
   * @param sigma the noise's standard deviation, at least 0; 1 is full intensity
   * @param gaussian draws of mean 0 and standard deviation 1; asked once for each sample, in their
   *     order
   * @throws InvalidInputException if sigma is negative or not finite
   */
  public static void add(Raster raster, double sigma, DoubleSupplier gaussian) {
    Ranges.notNegative("sigma", sigma);
    float[] values = raster.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Raster.clamped((float) (values[i] + sigma * gaussian.getAsDouble()));
    }
  }
}
