package dev.deepmatting.trimap;

/** Counts colours in 512 cells of the colour cube. Mutable. */
final class ColourHistogram {
  private static final int BITS = 3;
  private static final int SIDE = 1 << BITS;
  private static final int CELLS = SIDE * SIDE * SIDE;

  private float[] counts = new float[CELLS];
  private long total;

  /** Returns the cell of a colour with samples of 0 to 255. */
  static int cell(int red, int green, int blue) {
    int shift = Byte.SIZE - BITS;
    return red >> shift << 2 * BITS | green >> shift << BITS | blue >> shift;
  }

  void add(int cell) {
    counts[cell]++;
    total++;
  }

  void add(ColourHistogram other) {
    for (int i = 0; i < CELLS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  long total() {
    return total;
  }

  /** Returns the share of a cell, 0 to 1. */
  double share(int cell) {
    return total == 0 ? 0 : counts[cell] / total;
  }

  /**
   * Returns a copy that shares counts with neighbouring cells, so that similar shades stay
   * together.
   */
  ColourHistogram smoothed() {
    ColourHistogram result = new ColourHistogram();
    result.total = total;
    result.counts = counts.clone();
    for (int stride = 1; stride < CELLS; stride *= SIDE) {
      result.counts = smoothed(result.counts, stride);
    }
    return result;
  }

  /**
   * Smooths with weights of 1, 2 and 1 quarters along an axis; shares that would leave the cube
   * stay.
   */
  private static float[] smoothed(float[] counts, int stride) {
    float[] result = new float[CELLS];
    for (int i = 0; i < CELLS; i++) {
      int place = i / stride % SIDE;
      result[i] += counts[i] / 2;
      result[place > 0 ? i - stride : i] += counts[i] / 4;
      result[place < SIDE - 1 ? i + stride : i] += counts[i] / 4;
    }
    return result;
  }
}
