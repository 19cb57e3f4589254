package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Gaussian;

/**
 * A picture in {@link Oklab}, for the measures that compare colours.
 *
 * @param values lightness, a and b of each pixel, row-major; not copied
 */
record LabPicture(int width, int height, float[] values) {
  static final int CHANNELS = 3;

  static LabPicture of(RgbImage image) {
    int width = image.width();
    int height = image.height();
    float[] values = new float[width * height * CHANNELS];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += CHANNELS) {
        Oklab colour = Oklab.of(image, x, y);
        values[at] = (float) colour.lightness();
        values[at + 1] = (float) colour.a();
        values[at + 2] = (float) colour.b();
      }
    }
    return new LabPicture(width, height, values);
  }

  /** Returns a copy blurred by a Gaussian of this deviation in pixels. */
  LabPicture blurred(double deviation) {
    float[] copy = values.clone();
    Gaussian.of(deviation, (int) Math.ceil(3 * deviation)).apply(copy, width, height, CHANNELS);
    return new LabPicture(width, height, copy);
  }
}
