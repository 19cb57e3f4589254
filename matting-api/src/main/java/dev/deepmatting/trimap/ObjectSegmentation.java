package dev.deepmatting.trimap;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Segments an image, or a reduced copy of a large one. The mask is soft where it is uncertain:
 * along enlarged edges, and on pieces that could be noise.
 */
final class ObjectSegmentation {
  /** The longer side of the largest image that is segmented without reduction. */
  static final int LONGEST_SIDE = 512;

  private final int width;
  private final int height;
  private final AlphaMatte reduced;

  private ObjectSegmentation(int width, int height, AlphaMatte reduced) {
    this.width = width;
    this.height = height;
    this.reduced = reduced;
  }

  static ObjectSegmentation of(RgbImage image, Hints hints) {
    RgbImage copy = ReducedCopy.of(image, LONGEST_SIDE);
    Trimap seeds = hints.at(copy.width(), copy.height(), image);
    AlphaMatte mask = Segmenters.segment(copy, seeds);
    return new ObjectSegmentation(image.width(), image.height(), mask);
  }

  /** Returns the mask at the image's own size; empty if it has no object. */
  Optional<AlphaMatte> mask() {
    if (!ObjectMask.hasObject(reduced)) {
      return Optional.empty();
    }
    float[] mask = reduced.toFloatArray();
    Islands.Specks.soften(mask, reduced.width());
    AlphaMatte softened = AlphaMatte.of(reduced.width(), reduced.height(), mask);
    return Optional.of(ReducedCopy.resized(softened, width, height));
  }

  /** Finds the segmenter of the class path and runs it. */
  static final class Segmenters {
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
        // Java throws this when native libraries or classes are missing on this machine.
        throw new EngineException("the object segmenter cannot be used: " + e.getMessage(), e);
      }
    }

    private static EngineException missing() {
      return new EngineException(
          "no object segmenter is on the class path; add the dependency"
              + " dev.deepmatting:matting-dl4j");
    }
  }

  /** The user's hints about an image, at the size of its segmentation. */
  interface Hints {
    /** Returns the hints for a copy of the image at this size, the image's own or smaller. */
    Trimap at(int width, int height, RgbImage image);
  }
}
