package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Raster;

/** Converts sRGB samples to linear light and back, with another white balance and exposure. */
final class Development {
  private static final int CHANNELS = 3;

  /** Steps of light, fine enough that the darkest ones are a fifth of a level apart. */
  private static final int STEPS = 1 << 14;

  private static final float[] CURVE = curve();

  private final float[][] light;

  private Development(float[][] light) {
    this.light = light;
  }

  static Development draw(SampleRandom random) {
    double exposure = random.uniform(-0.25, 0.25);
    float[][] light = new float[CHANNELS][256];
    for (int channel = 0; channel < CHANNELS; channel++) {
      double tint = channel == 1 ? 0 : random.uniform(-0.2, 0.2);
      double gain = Math.pow(2, exposure + tint);
      for (int level = 0; level < 256; level++) {
        light[channel][level] = (float) (gain * linear(level / 255.0));
      }
    }
    return new Development(light);
  }

  private static float[] curve() {
    float[] curve = new float[STEPS + 1];
    for (int step = 0; step <= STEPS; step++) {
      curve[step] = (float) encoded((double) step / STEPS);
    }
    return curve;
  }

  /** Returns linear light from 0; the sensor saturates at 1, but higher values occur. */
  Raster light(RgbImage image) {
    Raster picture = new Raster(image.width(), image.height(), CHANNELS);
    float[] values = picture.values();
    byte[] row = new byte[CHANNELS * image.width()];
    for (int y = 0, to = 0; y < image.height(); y++) {
      image.readRow8(y, row);
      for (int from = 0; from < row.length; from += CHANNELS, to += CHANNELS) {
        values[to] = light[0][row[from] & 0xff];
        values[to + 1] = light[1][row[from + 1] & 0xff];
        values[to + 2] = light[2][row[from + 2] & 0xff];
      }
    }
    return picture;
  }

  /** Converts light to samples of 0 to 1, in place. */
  void develop(Raster picture) {
    float[] values = picture.values();
    for (int i = 0; i < values.length; i++) {
      int step = (int) (values[i] * STEPS + 0.5f);
      values[i] = CURVE[step < 0 ? 0 : Math.min(step, STEPS)];
    }
  }

  /** Inverts the transfer curve of IEC 61966-2-1. */
  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double encoded(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }
}
