package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;

/**
 * What a run takes beside the weights, from what the engine says of two sizes: a part that is the
 * same for all, and one that grows with the pixels. Not safe to share between threads.
 */
final class RunEstimate {
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

  private final NetworkEngine engine;
  private final boolean inParts;
  private final long small;

  /** Described when it is needed, which takes time at the start. */
  private double slope = -1;

  RunEstimate(NetworkEngine engine, boolean inParts) {
    this.engine = engine;
    this.inParts = inParts;
    this.small = bytesOf(SMALL_SIDE);
  }

  private long bytesOf(int side) {
    return inParts ? engine.partBytes(side, side) : engine.runBytes(side, side);
  }

  private double slope() {
    if (slope < 0) {
      slope = Math.max(0, (double) (bytesOf(LARGE_SIDE) - small) / (LARGE - SMALL));
    }
    return slope;
  }

  /** The bytes for so many pixels. */
  long bytes(long pixels) {
    if (pixels == SMALL) {
      return (long) (MARGIN * small);
    }
    if (pixels > SMALL) {
      return (long) (MARGIN * (small + slope() * (pixels - SMALL)));
    }
    double constant = Math.max(0, small - slope() * SMALL);
    double share = (double) pixels / SMALL;
    return (long) (MARGIN * share * (small + CONSTANT_IN_SMALL * constant));
  }
}
