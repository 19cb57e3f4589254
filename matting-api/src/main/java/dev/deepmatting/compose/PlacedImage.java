package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, with a matte or without, scaled into a frame on a canvas. Only what is asked for is
 * computed; in its own size it is copied. Immutable.
 *
 * @param image the colours
 * @param alpha the matte, of the image's size, or null for an opaque image
 * @param frame where the whole image lies
 */
record PlacedImage(RgbImage image, @Nullable AlphaMatte alpha, Box frame) {
  static final int COLOURS = 3;

  /**
   * Red, green, blue of each pixel; what lies under transparent pixels does not reach the object.
   *
   * @param part inside the frame, not empty
   */
  float[] colours(Box part) {
    if (isScaled()) {
      int width = part.width();
      int height = part.height();
      return alpha == null
          ? Resampler.colours(image, map(part), width, height, kernel()).values()
          : Resampler.colours(image, alpha, map(part), width, height, kernel()).values();
    }
    float[] colours = new float[COLOURS * part.pixels()];
    int x = part.left() - frame.left();
    int y = part.top() - frame.top();
    image.readRegion(x, y, part.width(), part.height(), colours);
    return colours;
  }

  /** The opacity of each pixel of a part inside the frame, not empty. */
  float[] opacity(Box part) {
    AlphaMatte matte = Objects.requireNonNull(alpha, "opaque");
    if (isScaled()) {
      return Resampler.alpha(matte, map(part), part.width(), part.height(), kernel()).values();
    }
    float[] opacity = new float[part.pixels()];
    int x = part.left() - frame.left();
    int y = part.top() - frame.top();
    matte.readRegion(x, y, part.width(), part.height(), opacity);
    return opacity;
  }

  private boolean isScaled() {
    return frame.width() != image.width() || frame.height() != image.height();
  }

  private Affine map(Box part) {
    return Affine.translation(
            part.left() - (double) frame.left(), part.top() - (double) frame.top())
        .then(
            Affine.scaling(
                image.width() / (double) frame.width(), image.height() / (double) frame.height()));
  }

  /** The mean of what a pixel covers keeps thin strands as opaque as they were. */
  private Kernel kernel() {
    return frame.width() < image.width() ? Kernel.AREA : Kernel.BICUBIC;
  }

  /** Copies samples of one part of a canvas into those of another. */
  static final class Parts {
    private Parts() {}

    /**
     * Copies all of one part.
     *
     * @param from its samples, row-major and interleaved
     * @param source what they cover, inside the target
     * @param to receives them
     * @param target what the receiving samples cover
     */
    static void copy(float[] from, Box source, float[] to, Box target) {
      int channels = from.length / source.pixels();
      int count = channels * source.width();
      for (int y = 0; y < source.height(); y++) {
        int row = (source.top() - target.top() + y) * target.width();
        int at = (row + source.left() - target.left()) * channels;
        System.arraycopy(from, y * count, to, at, count);
      }
    }

    /** The samples of a part inside another one; one sample for each pixel. */
    static float[] cut(float[] from, Box source, Box part) {
      float[] result = new float[part.pixels()];
      for (int y = 0; y < part.height(); y++) {
        int row = (part.top() - source.top() + y) * source.width();
        int at = row + part.left() - source.left();
        System.arraycopy(from, at, result, y * part.width(), part.width());
      }
      return result;
    }
  }
}
