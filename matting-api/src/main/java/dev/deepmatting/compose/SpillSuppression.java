package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;

/**
 * Removes a screen's colour spill, as keyers have done since Vlahos limited green by the other two
 * samples. This works for any hue: a colour is split into the mean of its samples and its tint.
 * Within 60 degrees of the screen's hue, the part along that hue is reduced until the colour is at
 * 60 degrees, where yellow and cyan are for a green screen. The mean does not change.
 */
final class SpillSuppression {
  private static final int CHANNELS = SweptRow.CHANNELS;
  private static final double LEAST_CHROMA = 0.1;
  private static final double LIMIT = 1 / Math.tan(Math.toRadians(60));

  private final double[] hue;

  private SpillSuppression(double[] hue) {
    this.hue = hue;
  }

  static SpillSuppression of(Colour screen) {
    float[] colour = screen.fractions();
    double mean = mean(colour, 0);
    double[] chroma = new double[CHANNELS];
    for (int i = 0; i < chroma.length; i++) {
      chroma[i] = colour[i] - mean;
    }
    double length = Math.sqrt(dot(chroma, chroma));
    if (length < LEAST_CHROMA) {
      throw new InvalidInputException(
          "screen is " + screen + ", wanted a colour: gray light leaves no tint to remove");
    }
    for (int i = 0; i < chroma.length; i++) {
      chroma[i] /= length;
    }
    return new SpillSuppression(chroma);
  }

  RgbImage apply(RgbImage image) {
    LayerPixels result = LayerPixels.foreground(image);
    float[] colours = new float[CHANNELS * image.width()];
    float[][] row = new float[CHANNELS][image.width()];
    for (int y = 0; y < image.height(); y++) {
      image.readRow(y, colours);
      for (int x = 0; x < image.width(); x++) {
        suppress(colours, CHANNELS * x);
        for (int i = 0; i < CHANNELS; i++) {
          row[i][x] = colours[CHANNELS * x + i];
        }
      }
      result.put(y, row);
    }
    return result.toImage();
  }

  private void suppress(float[] colours, int at) {
    double mean = mean(colours, at);
    double along = 0;
    double square = 0;
    for (int i = 0; i < hue.length; i++) {
      double chroma = colours[at + i] - mean;
      along += chroma * hue[i];
      square += chroma * chroma;
    }
    double across = Math.sqrt(Math.max(0, square - along * along));
    double excess = along - LIMIT * across;
    if (excess <= 0) {
      return;
    }
    for (int i = 0; i < hue.length; i++) {
      double value = colours[at + i] - excess * hue[i];
      colours[at + i] = (float) Math.max(0, Math.min(1, value));
    }
  }

  private static double mean(float[] colours, int at) {
    return (colours[at] + colours[at + 1] + colours[at + 2]) / CHANNELS;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
