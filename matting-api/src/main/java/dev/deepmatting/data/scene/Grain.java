package dev.deepmatting.data.scene;

/** Evenly distributed noise of one number after the other, by Knuth's linear congruences. */
final class Grain {
  private static final long FACTOR = 6364136223846793005L;
  private static final long SUMMAND = 1442695040888963407L;

  private long state;

  Grain(long seed) {
    state = seed;
  }

  /** From -1 to 1. */
  float next() {
    state = state * FACTOR + SUMMAND;
    return (int) (state >> 32) * 0x1p-31f;
  }

  /** As if so many had been asked for: the step is composed with itself, by squaring. */
  void skip(long count) {
    long factor = FACTOR;
    long summand = SUMMAND;
    for (long left = count; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        state = state * factor + summand;
      }
      summand = summand * factor + summand;
      factor *= factor;
    }
  }
}
