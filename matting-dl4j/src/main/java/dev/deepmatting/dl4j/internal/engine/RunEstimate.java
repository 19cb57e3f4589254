package dev.deepmatting.dl4j.internal.engine;

import java.util.function.IntToLongFunction;

/**
 * The memory of a run besides the weights, extrapolated from two sizes: a constant part, and one
 * that grows with the pixels. Immutable.
 */
public final class RunEstimate {
  private static final int SMALL_SIDE = 512;
  private static final int LARGE_SIDE = 1024;
  private static final long SMALL = (long) SMALL_SIDE * SMALL_SIDE;
  private static final long LARGE = (long) LARGE_SIDE * LARGE_SIDE;

  /** Padding of rows and of values. */
  private static final double MARGIN = 1.03;

  /**
   * Of the part that is the same for all, what remains of it in small pictures beyond their share.
   */
  private static final double CONSTANT_IN_SMALL = 0.3;

  private final long small;
  private final double slope;

  private RunEstimate(long small, double slope) {
    this.small = small;
    this.slope = slope;
  }

  /**
   * An estimate.
   *
   * @param squareBytes what a square takes, by its side; asked here and not kept
   * @return the estimate
   */
  public static RunEstimate of(IntToLongFunction squareBytes) {
    long small = squareBytes.applyAsLong(SMALL_SIDE);
    double more = squareBytes.applyAsLong(LARGE_SIDE) - small;
    return new RunEstimate(small, Math.max(0, more / (LARGE - SMALL)));
  }

  /**
   * What a run takes.
   *
   * @param pixels how many the network sees
   * @return bytes
   */
  public long bytes(long pixels) {
    if (pixels == SMALL) {
      return (long) (MARGIN * small);
    }
    if (pixels > SMALL) {
      return (long) (MARGIN * (small + slope * (pixels - SMALL)));
    }
    double constant = Math.max(0, small - slope * SMALL);
    double share = (double) pixels / SMALL;
    return (long) (MARGIN * share * (small + CONSTANT_IN_SMALL * constant));
  }
}
