package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;

/**
 * Grows and shrinks binary masks with an elliptic kernel, exactly as OpenCV 4 does with {@code
 * dilate}, {@code erode} and {@code getStructuringElement(MORPH_ELLIPSE, (k, k))}, anchor (k/2,
 * k/2): beyond the border, dilation sees nothing set and erosion sees everything set.
 *
 * <p>Masks are row-major. 64 pixels are computed at once, in time proportional to pixels * kernel *
 * iterations / 64. The methods are safe to call from several threads.
 */
public final class Morphology {
  /** The widest kernel. */
  public static final int MAX_KERNEL = 9999;

  private Morphology() {}

  /**
   * Grows the true region.
   *
   * @param mask width * height pixels, row-major; not changed
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param kernel width and height of the ellipse, 1 to {@link #MAX_KERNEL}; an even one grows
   *     further to the right and to the bottom
   * @param iterations how many times, from 0
   * @return a new mask
   * @throws InvalidInputException if a number is out of its range or the mask is of another size
   */
  public static boolean[] dilate(
      boolean[] mask, int width, int height, int kernel, int iterations) {
    return grow(true, mask, width, height, kernel, iterations);
  }

  /**
   * Shrinks the true region, which is the same as growing the false one.
   *
   * @param mask width * height pixels, row-major; not changed
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param kernel width and height of the ellipse, 1 to {@link #MAX_KERNEL}; an even one shrinks
   *     further from the left and from the top
   * @param iterations how many times, from 0
   * @return a new mask
   * @throws InvalidInputException if a number is out of its range or the mask is of another size
   */
  public static boolean[] erode(boolean[] mask, int width, int height, int kernel, int iterations) {
    return grow(false, mask, width, height, kernel, iterations);
  }

  private static boolean[] grow(
      boolean value, boolean[] mask, int width, int height, int kernel, int iterations) {
    Masks.requireSize(mask, width, height);
    Ranges.within("kernel", kernel, 1, MAX_KERNEL);
    Ranges.atLeast("iterations", iterations, 0);
    EllipticKernel ellipse = new EllipticKernel(kernel);
    BitMask grown = BitMask.of(mask, width, height, value);
    for (int i = 0; i < iterations && kernel > 1; i++) {
      grown = grown.dilated(ellipse);
    }
    return grown.toBooleans(value);
  }
}
