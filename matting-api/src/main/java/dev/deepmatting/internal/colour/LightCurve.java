package dev.deepmatting.internal.colour;

/**
 * The transfer curve of sRGB, IEC 61966-2-1, between sRGB samples and linear light, both 0 to 1.
 * Tables replace the power function: samples of 8 and 16 bits are exact, the error of others is
 * less than two hundred-thousandths.
 */
public final class LightCurve {
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

  /**
   * Returns the linear light of a sample.
   *
   * @param sample 0 to 1
   * @return 0 to 1
   */
  public static float toLinear(float sample) {
    return LINEAR[(int) (sample * STEPS + 0.5f)];
  }

  /**
   * Returns the sample of linear light.
   *
   * @param linear 0 to 1
   * @return 0 to 1
   */
  public static float toSample(float linear) {
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
