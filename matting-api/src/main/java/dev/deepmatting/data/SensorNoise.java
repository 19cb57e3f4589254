package dev.deepmatting.data;

import dev.deepmatting.internal.pixel.Raster;

/**
 * Sensor noise in linear light: the variance is {@code shot * light + read}, with the ratio of the
 * two found in cameras (Brooks et al., "Unprocessing Images for Learned Raw Denoising", CVPR 2019).
 * Half of the pictures imitate a Bayer sensor of the same size: each pixel saw one colour, and the
 * two others are interpolated, so that the noise forms specks. The other half imitate reduced
 * pictures, where each sample has independent noise.
 */
final class SensorNoise {
  private static final int C = 3;
  private static final double LEAST_SHOT = 1e-5;
  private static final double MOST_SHOT = 2e-3;

  /** The mean of the sum of four 16-bit numbers, and the factor that makes its deviation 1. */
  private static final int MEAN = 2 * 0xffff;

  private static final float UNIT = (float) (Math.sqrt(3) / 0x10000);

  private final float shot;
  private final float read;
  private final boolean mosaic;
  private final SampleRandom random;

  private SensorNoise(double shot, double read, boolean mosaic, SampleRandom random) {
    this.shot = (float) shot;
    this.read = (float) read;
    this.mosaic = mosaic;
    this.random = random;
  }

  static SensorNoise draw(SampleRandom random) {
    double log = random.uniform(Math.log(LEAST_SHOT), Math.log(MOST_SHOT));
    double read = Math.exp(2.18 * log + 1.2 + 0.26 * random.gaussian());
    return of(Math.exp(log), read, random.chance(0.5), random);
  }

  static SensorNoise of(double shot, double read, boolean mosaic, SampleRandom random) {
    return new SensorNoise(shot, read, mosaic, random);
  }

  void addTo(Raster light) {
    if (mosaic) {
      addMosaic(light);
      return;
    }
    float[] values = light.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += noise(values[i]);
    }
  }

  private float noise(float light) {
    return normal() * (float) Math.sqrt(shot * Math.max(0, light) + read);
  }

  /** Draws a nearly normal number: four uniform numbers are fast, and enough for noise. */
  private float normal() {
    long bits = random.number();
    int sum =
        (int) (bits & 0xffff)
            + (int) (bits >>> 16 & 0xffff)
            + (int) (bits >>> 32 & 0xffff)
            + (int) (bits >>> 48);
    return (sum - MEAN) * UNIT;
  }

  /** Adds noise to one colour per pixel, interpolated bilinearly for the others. */
  private void addMosaic(Raster light) {
    int width = light.width();
    int height = light.height();
    // A margin of one pixel on each side has no noise.
    int stride = width + 2;
    float[][] seen = new float[C][stride * (height + 2)];
    float[] values = light.values();
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += C) {
        int channel = colourAt(x, y);
        seen[channel][(y + 1) * stride + x + 1] = noise(values[at + channel]);
      }
    }
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0, i = (y + 1) * stride + 1; x < width; x++, i++, at += C) {
        values[at] += spread(seen[0], i, stride);
        values[at + 1] += cross(seen[1], i, stride);
        values[at + 2] += spread(seen[2], i, stride);
      }
    }
  }

  /**
   * Returns a pixel's colour: red and blue on one diagonal of each square of four, green on the
   * other.
   */
  private static int colourAt(int x, int y) {
    return (x & 1) + (y & 1);
  }

  /** Returns the mean of the neighbours that saw green, or the pixel's own. */
  private static float cross(float[] seen, int i, int stride) {
    return seen[i] + 0.25f * (seen[i - 1] + seen[i + 1] + seen[i - stride] + seen[i + stride]);
  }

  /** Like {@link #cross} for red and blue, of which there are half as many. */
  private static float spread(float[] seen, int i, int stride) {
    float sides = seen[i - 1] + seen[i + 1] + seen[i - stride] + seen[i + stride];
    float corners =
        seen[i - stride - 1] + seen[i - stride + 1] + seen[i + stride - 1] + seen[i + stride + 1];
    return seen[i] + 0.5f * sides + 0.25f * corners;
  }
}
