package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** An sRGB colour; 0 to 1, but can leave that range until it is written. */
record Colour(float red, float green, float blue) {
  static final Colour WHITE = new Colour(1, 1, 1);

  static Colour of(int rgb) {
    return new Colour((rgb >> 16 & 255) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f);
  }

  /** Hue in turns; saturation and value 0 to 1. */
  static Colour hsv(double hue, double saturation, double value) {
    return new Colour(
        channel(hue, 5, saturation, value),
        channel(hue, 3, saturation, value),
        channel(hue, 1, saturation, value));
  }

  static Colour any(SampleRandom random) {
    double saturation = random.uniform(0, 1);
    return hsv(random.uniform(0, 1), saturation * saturation * 0.9, random.uniform(0.08, 1));
  }

  Colour mix(Colour other, double share) {
    float s = (float) share;
    return new Colour(
        red + (other.red - red) * s,
        green + (other.green - green) * s,
        blue + (other.blue - blue) * s);
  }

  Colour lit(double factor) {
    float f = (float) factor;
    return new Colour(red * f, green * f, blue * f);
  }

  /** Returns a similar colour: another brightness, and each channel changed a little. */
  Colour near(SampleRandom random, double amount) {
    double shade = random.gaussian() * amount;
    return new Colour(
        shifted(red, shade + random.gaussian() * amount * 0.3),
        shifted(green, shade + random.gaussian() * amount * 0.3),
        shifted(blue, shade + random.gaussian() * amount * 0.3));
  }

  double distance(Colour other) {
    double r = red - other.red;
    double g = green - other.green;
    double b = blue - other.blue;
    return Math.sqrt(r * r + g * g + b * b);
  }

  private static float shifted(float value, double shift) {
    return (float) Math.max(0.01, Math.min(0.99, value + shift));
  }

  private static float channel(double hue, int offset, double saturation, double value) {
    double k = (offset + hue * 6) % 6;
    double bump = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    return (float) (value * (1 - saturation * bump));
  }
}
