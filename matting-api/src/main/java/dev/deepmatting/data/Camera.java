package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Raster;

/**
 * What becomes of a picture in a camera behind its {@link Lens}, in the order in which it does:
 * white balance and exposure, a sensor's noise, sharpening. Everything is drawn for each picture,
 * and weak enough that it stays a good photograph.
 */
final class Camera implements ImageStep {
  @Override
  public RgbImage apply(RgbImage image, SampleRandom random) {
    Development development = Development.draw(random.forPurpose("development"));
    Raster picture = development.light(image);
    SensorNoise.draw(random.forPurpose("sensor")).addTo(picture);
    development.develop(picture);
    sharpen(picture, random.forPurpose("sharpening"));
    return picture.toRgbImage();
  }

  /** Unsharp masking: what a blur takes away is added. */
  private static void sharpen(Raster picture, SampleRandom random) {
    if (!random.chance(0.5)) {
      return;
    }
    float amount = (float) random.uniform(0.1, 0.5);
    float[] sharp = picture.values();
    float[] before = sharp.clone();
    GaussianBlur.of(random.uniform(0.5, 1.3)).apply(picture);
    for (int i = 0; i < sharp.length; i++) {
      sharp[i] = before[i] + amount * (before[i] - sharp[i]);
    }
  }
}
