package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;

/**
 * Colours as lightness and two opponent axes, in which equal steps look about equal; Björn
 * Ottosson, "A perceptual color space for image processing", 2020. The numbers are the matrices of
 * that page for linear sRGB; white is (1, 0, 0), black (0, 0, 0).
 *
 * @param lightness 0 to 1
 * @param a green, below 0, to red
 * @param b blue, below 0, to yellow
 */
record Oklab(double lightness, double a, double b) {
  private static final int LEVELS = 256;

  /** 8-bit samples without sRGB's transfer curve. */
  private static final double[] LINEAR = new double[LEVELS];

  static {
    for (int i = 0; i < LEVELS; i++) {
      double value = i / (LEVELS - 1.0);
      LINEAR[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
  }

  /** Returns a colour from samples of 0 to 255. */
  static Oklab of(int red, int green, int blue) {
    double r = LINEAR[red];
    double g = LINEAR[green];
    double b = LINEAR[blue];
    double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new Oklab(
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
  }

  static Oklab of(RgbImage image, int x, int y) {
    return of(image.sample8(x, y, 0), image.sample8(x, y, 1), image.sample8(x, y, 2));
  }

  /** Returns the distance from gray. */
  double chroma() {
    return Math.hypot(a, b);
  }
}
