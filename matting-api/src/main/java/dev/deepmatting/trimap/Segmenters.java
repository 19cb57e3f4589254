package dev.deepmatting.trimap;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the segmenter of the class path and runs it. */
final class Segmenters {
  private static final String DOES = "parts an object from its surroundings";

  private Segmenters() {}

  static AlphaMatte segment(RgbImage image, Trimap hints) {
    return segment(image, hints, ObjectSegmenter.class.getClassLoader());
  }

  static AlphaMatte segment(RgbImage image, Trimap hints, ClassLoader loader) {
    try {
      AlphaMatte mask =
          ServiceLoader.load(ObjectSegmenter.class, loader)
              .findFirst()
              .orElseThrow(Segmenters::missing)
              .segment(image, hints);
      Sizes.requireSame(
          "mask", mask.width(), mask.height(), "image", image.width(), image.height());
      return mask;
    } catch (ServiceConfigurationError | LinkageError e) {
      // So Java reports native libraries or classes that are not there on this machine.
      throw new EngineException("what " + DOES + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static EngineException missing() {
    return new EngineException(
        "nothing on the class path " + DOES + "; add the dependency dev.deepmatting:matting-dl4j");
  }
}
