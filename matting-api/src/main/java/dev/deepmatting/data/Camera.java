package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.pixel.Raster;

/**
 * What becomes of a picture in a camera, in the order in which it does: light that the lens blurs,
 * a sensor's noise, white balance and exposure, a tone curve, sharpening. Everything is drawn for
 * each picture, and weak enough that it stays a good photograph.
 */
final class Camera implements ImageStep {
  @Override
  public RgbImage apply(RgbImage image, SampleRandom random) {
    Development development = Development.draw(random.forPurpose("development"));
    Raster picture = development.light(image);
    blur(picture, random.forPurpose("lens"));
    SensorNoise.draw(random.forPurpose("sensor")).addTo(picture);
    development.develop(picture);
    sharpen(picture, random.forPurpose("sharpening"));
    return picture.toRgbImage();
  }

  /** A cut-out's edge gets as soft as the rest of the picture. */
  private static void blur(Raster picture, SampleRandom random) {
    if (random.chance(0.7)) {
      GaussianBlur.of(random.uniform(0.3, 0.9)).apply(picture);
    }
  }

  /** Unsharp masking: what a blur takes away is added. */
  private static void sharpen(Raster picture, SampleRandom random) {
    if (!random.chance(0.5)) {
      return;
    }
    float amount = (float) random.uniform(0.1, 0.9);
    float[] sharp = picture.values();
    float[] before = sharp.clone();
    GaussianBlur.of(random.uniform(0.5, 1.3)).apply(picture);
    for (int i = 0; i < sharp.length; i++) {
      sharp[i] = before[i] + amount * (before[i] - sharp[i]);
    }
  }
}
