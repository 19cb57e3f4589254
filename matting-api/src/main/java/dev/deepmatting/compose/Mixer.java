package dev.deepmatting.compose;

/**
 * Lays pixels over each other. Where one of two covers the other wholly, its colour is taken as it
 * is. Not safe to share between threads.
 */
final class Mixer {
  private static final int COLOURS = PlacedImage.COLOURS;

  private final boolean linear;

  Mixer(BlendSpace blendSpace) {
    linear = blendSpace == BlendSpace.LINEAR;
  }

  /**
   * Lays one pixel over another.
   *
   * @param front colours of the upper pixel, from an index on
   * @param opacity how opaque it is, 0 to 1
   * @param back colours of the lower pixel, from an index on; receives the result
   * @param backOpacity how opaque the lower pixel is, 0 to 1
   * @return how opaque the result is
   */
  float over(
      float[] front, int frontAt, float opacity, float[] back, int backAt, float backOpacity) {
    float seen = (1 - opacity) * backOpacity;
    float sum = opacity + seen;
    if (seen <= 0) {
      // Also where there is nothing at all: a colour under full transparency does no harm.
      for (int channel = 0; channel < COLOURS; channel++) {
        back[backAt + channel] = front[frontAt + channel];
      }
    } else if (opacity > 0) {
      float share = opacity / sum;
      for (int channel = 0; channel < COLOURS; channel++) {
        back[backAt + channel] = mixed(front[frontAt + channel], back[backAt + channel], share);
      }
    }
    return sum;
  }

  private float mixed(float front, float back, float share) {
    if (!linear) {
      return back + share * (front - back);
    }
    float light = LightCurve.toLinear(back);
    return LightCurve.toSample(light + share * (LightCurve.toLinear(front) - light));
  }

  /**
   * The transfer curve of sRGB, IEC 61966-2-1, between samples and amounts of light, both 0 to 1.
   * Tables stand for the power function: samples of 8 and 16 bits are exact, others are off by less
   * than two hundred thousandths.
   */
  static final class LightCurve {
    private static final int STEPS = 65_535;
    private static final float[] LINEAR = new float[STEPS + 1];

    /** One entry more, so that there is a next one everywhere. */
    private static final float[] SAMPLES = new float[STEPS + 2];

    static {
      for (int i = 0; i <= STEPS; i++) {
        double value = i / (double) STEPS;
        LINEAR[i] = (float) linear(value);
        SAMPLES[i] = (float) sample(value);
      }
      SAMPLES[STEPS + 1] = 1;
    }

    private LightCurve() {}

    /** The amount of light that a sample stands for. */
    static float toLinear(float sample) {
      return LINEAR[(int) (sample * STEPS + 0.5f)];
    }

    /** The sample for an amount of light. */
    static float toSample(float linear) {
      float place = linear * STEPS;
      int step = (int) place;
      return SAMPLES[step] + (place - step) * (SAMPLES[step + 1] - SAMPLES[step]);
    }

    private static double linear(double sample) {
      return sample <= 0.04045 ? sample / 12.92 : Math.pow((sample + 0.055) / 1.055, 2.4);
    }

    private static double sample(double linear) {
      return linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }
  }
}
