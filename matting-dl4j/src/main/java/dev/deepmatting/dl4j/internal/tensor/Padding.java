package dev.deepmatting.dl4j.internal.tensor;

/**
 * Extends a side at its end to a multiple of 32, as the network's five poolings require. Added
 * pixels mirror the picture without repeating its edge pixel (NumPy's {@code reflect}), back and
 * forth if the picture is smaller than the padding.
 */
public final class Padding {
  /** The sides inside the network are multiples of this: five poolings by two. */
  public static final int STRIDE = 32;

  private Padding() {}

  /**
   * Returns the side after padding.
   *
   * @param side a side in pixels, at least 1
   * @return the least multiple of {@link #STRIDE} that is not smaller
   * @throws ArithmeticException if it does not fit an int
   */
  public static int padded(int side) {
    return Math.multiplyExact(Math.floorDiv(side - 1, STRIDE) + 1, STRIDE);
  }

  /**
   * Returns the position whose value a padded position repeats.
   *
   * @param position a position, 0 or more
   * @param side the side before padding, at least 1
   * @return a position inside the side
   */
  public static int source(int position, int side) {
    if (side == 1) {
      return 0;
    }
    int period = 2 * (side - 1);
    int phase = position % period;
    return phase < side ? phase : period - phase;
  }
}
