package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, with or without a matte, scaled into a frame on a canvas. Only requested parts are
 * computed; at its own size it is copied. Immutable.
 *
 * @param image the colours
 * @param alpha the matte, of the image's size, or null for an opaque image
 * @param frame the position of the whole image
 */
record PlacedImage(RgbImage image, @Nullable AlphaMatte alpha, Box frame) {
  static final int COLOURS = 3;

  /**
   * Returns red, green, blue of each pixel; colours under transparent pixels do not bleed into the
   * object.
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

  /** Returns the opacity of each pixel of a non-empty part inside the frame. */
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

  /** Returns the kernel: averaging the area of a pixel keeps the opacity of thin strands. */
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
     * @param source the box that they cover, inside the target
     * @param to receives them
     * @param target the box that the receiving samples cover
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

    /** Returns the samples of a part inside another one; one sample for each pixel. */
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
