package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;
import java.util.Optional;

/**
 * Segments an image, a large one on a reduced copy. The mask that comes back is soft where it is
 * not sure: along an edge that was enlarged, and on pieces that may be noise.
 */
final class ObjectSegmentation {
  /** The longer side of the largest image that is segmented as it is. */
  static final int LONGEST_SIDE = 512;

  private static final float OBJECT = 0.5f;

  private final int width;
  private final int height;
  private final AlphaMatte reduced;

  private ObjectSegmentation(int width, int height, AlphaMatte reduced) {
    this.width = width;
    this.height = height;
    this.reduced = reduced;
  }

  static ObjectSegmentation of(RgbImage image, Hints hints) {
    int longest = Math.max(image.width(), image.height());
    int width = reducedSide(image.width(), longest);
    int height = reducedSide(image.height(), longest);
    Trimap seeds = hints.at(width, height, image);
    AlphaMatte mask = Segmenters.segment(reducedImage(image, width, height), seeds);
    return new ObjectSegmentation(image.width(), image.height(), mask);
  }

  /** The mask at the image's own size, or nothing if it holds no object. */
  Optional<AlphaMatte> mask() {
    float[] mask = reduced.toFloatArray();
    boolean any = false;
    for (float value : mask) {
      any |= value >= OBJECT;
    }
    if (!any) {
      return Optional.empty();
    }
    Specks.soften(mask, reduced.width());
    AlphaMatte softened = AlphaMatte.of(reduced.width(), reduced.height(), mask);
    return Optional.of(enlarged(softened));
  }

  private AlphaMatte enlarged(AlphaMatte mask) {
    if (mask.width() == width && mask.height() == height) {
      return mask;
    }
    Affine map = Affine.scaling(mask.width() / (double) width, mask.height() / (double) height);
    return Resampler.alpha(mask, map, width, height, Kernel.BILINEAR).toAlphaMatte();
  }

  private static RgbImage reducedImage(RgbImage image, int width, int height) {
    if (image.width() == width && image.height() == height) {
      return image;
    }
    Affine map = Affine.scaling(image.width() / (double) width, image.height() / (double) height);
    return Resampler.colours(image, map, width, height, Kernel.AREA).toRgbImage();
  }

  private static int reducedSide(int side, int longest) {
    return longest <= LONGEST_SIDE
        ? side
        : Math.max(1, Math.round((float) side * LONGEST_SIDE / longest));
  }
}
