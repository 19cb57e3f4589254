package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.JpegArtefacts;
import dev.deepmatting.internal.pixel.Noise;
import dev.deepmatting.internal.pixel.Raster;

/**
 * The photometric steps of this library.
 *
 * @since 0.1
 */
public final class ImageSteps {
  private ImageSteps() {}

  /**
   * Returns a step that adds Gaussian noise to each sample, with a strength drawn for each image.
   *
   * @param largestDeviation the standard deviation is drawn uniformly from 0 to this, for values 0
   *     to 255
   * @return the step
   * @throws InvalidInputException if it is not 0 to 128
   */
  public static ImageStep noise(double largestDeviation) {
    Ranges.within("largestDeviation", largestDeviation, 0, 128);
    return (image, random) -> {
      Raster raster = Raster.of(image);
      Noise.add(raster, random.uniform(0, largestDeviation) / 255, random::gaussian);
      return raster.toRgbImage();
    };
  }

  /**
   * Returns a step that adds the artefacts of JPEG compression, with a quality drawn for each
   * image.
   *
   * @param probability share of the images to compress, 0 to 1
   * @param lowestQuality 1 to the highest
   * @param highestQuality up to 100
   * @return the step
   * @throws InvalidInputException if a value is out of range
   */
  public static ImageStep jpeg(double probability, int lowestQuality, int highestQuality) {
    Ranges.within("probability", probability, 0, 1);
    if (lowestQuality < 1 || highestQuality < lowestQuality || highestQuality > 100) {
      throw new InvalidInputException(
          String.format(
              "quality is %d to %d, wanted a range within 1 to 100",
              lowestQuality, highestQuality));
    }
    return (image, random) ->
        random.chance(probability)
            ? JpegArtefacts.apply(image, random.between(lowestQuality, highestQuality))
            : image;
  }

  /**
   * Returns a step that does what a camera does, drawn for each image: a change of white balance
   * and exposure; sensor noise, which is stronger in brighter areas and sometimes in specks; and
   * sharpening. It keeps a network from recognising the object by its noise. Noise is added in
   * linear light, not to sRGB samples. Blur and tone curve are not included, because they change
   * the alpha of an edge: {@link Recipe.Builder#lens} has them.
   *
   * @return the step
   */
  public static ImageStep camera() {
    return new Camera();
  }

  /**
   * Simulates a camera behind its {@link Lens}, in a camera's order: white balance and exposure,
   * sensor noise, sharpening. All strengths are drawn for each picture, and weak enough that it
   * stays a good photograph.
   */
  static final class Camera implements ImageStep {
    @Override
    public RgbImage apply(RgbImage image, SampleRandom random) {
      Development development = Development.draw(random.forPurpose("development"));
      Raster picture = development.light(image);
      SensorNoise.draw(random.forPurpose("sensor")).addTo(picture);
      development.develop(picture);
      sharpen(picture, random.forPurpose("sharpening"));
      return picture.toRgbImage();
    }

    /** Sharpens by unsharp masking: adds what a blur removes. */
    private static void sharpen(Raster picture, SampleRandom random) {
      if (!random.chance(0.5)) {
        return;
      }
      float amount = (float) random.uniform(0.1, 0.5);
      float[] sharp = picture.values();
      float[] before = sharp.clone();
      Lens.blur(random.uniform(0.5, 1.3)).apply(picture);
      for (int i = 0; i < sharp.length; i++) {
        sharp[i] = before[i] + amount * (before[i] - sharp[i]);
      }
    }
  }
}
