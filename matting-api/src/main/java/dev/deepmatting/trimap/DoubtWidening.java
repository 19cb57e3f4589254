package dev.deepmatting.trimap;

import dev.deepmatting.internal.pixel.DistanceTransform;

/** Widens by distance, up to twice as far where the edge is doubtful. */
record DoubtWidening(Band band, EdgeDoubt doubt) implements Widening {
  /** Pixels deeper than this share of a part's half width are its core. */
  private static final double CORE = 0.5;

  /** Cores of parts narrower than this many bands on each side are not certain. */
  private static final double THINNEST = 0.5;

  @Override
  public boolean[] outwards(Regions regions) {
    return near(regions.notBackground(), regions);
  }

  @Override
  public boolean[] inwards(Regions regions) {
    boolean[] foreground = regions.foreground();
    boolean[] kept = near(inverse(foreground), regions);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = !kept[i];
    }
    int width = regions.width();
    int height = regions.height();
    keepCores(kept, foreground, width, height, band.pixelsIn(width, height));
    return kept;
  }

  /**
   * Keeps the core of a part that is hardly wider than the band, such as a head: without it nothing
   * would show which object the part belongs to. Parts narrower than the band stay unknown, because
   * a mask is not exact enough for them.
   */
  static void keepCores(boolean[] kept, boolean[] foreground, int width, int height, double reach) {
    float[] depths = new float[kept.length];
    double[] squares = DistanceTransform.squared(inverse(foreground), width, height);
    for (int i = 0; i < depths.length; i++) {
      // Without any edge, there is nothing to keep away from.
      depths[i] = squares[i] < Double.POSITIVE_INFINITY ? (float) Math.sqrt(squares[i]) : 0;
    }
    float[] thickness = Maxima.within(depths, width, height, (int) Math.ceil(2 * reach));
    for (int i = 0; i < kept.length; i++) {
      kept[i] |= depths[i] > CORE * thickness[i] && depths[i] > THINNEST * reach;
    }
  }

  private boolean[] near(boolean[] mask, Regions regions) {
    int width = regions.width();
    int height = regions.height();
    double reach = band.pixelsIn(width, height);
    boolean[] near = DistanceTransform.within(mask, width, height, reach);
    byte[] levels = levels(mask, width, height);
    for (int level = 1; level <= EdgeDoubt.LEVELS; level++) {
      widen(near, levels, level, regions, reach * (1 + level / (double) EdgeDoubt.LEVELS));
    }
    return near;
  }

  private static void widen(
      boolean[] near, byte[] levels, int level, Regions regions, double reach) {
    boolean[] edge = new boolean[levels.length];
    boolean any = false;
    for (int i = 0; i < levels.length; i++) {
      edge[i] = levels[i] == level;
      any |= edge[i];
    }
    if (!any) {
      return;
    }
    boolean[] further = DistanceTransform.within(edge, regions.width(), regions.height(), reach);
    for (int i = 0; i < near.length; i++) {
      near[i] |= further[i];
    }
  }

  /** Returns the doubt at each pixel of the mask with a neighbour outside it; 0 elsewhere. */
  private byte[] levels(boolean[] mask, int width, int height) {
    byte[] levels = new byte[mask.length];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        if (mask[at] && isEdge(mask, at, x, y, width, height)) {
          levels[at] = (byte) doubt.level(x, y);
        }
      }
    }
    return levels;
  }

  /** Returns whether a pixel has a neighbour outside a mask. */
  static boolean isEdge(boolean[] mask, int at, int x, int y, int width, int height) {
    return x > 0 && !mask[at - 1]
        || x + 1 < width && !mask[at + 1]
        || y > 0 && !mask[at - width]
        || y + 1 < height && !mask[at + width];
  }

  static boolean[] inverse(boolean[] mask) {
    boolean[] inverse = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      inverse[i] = !mask[i];
    }
    return inverse;
  }

  @Override
  public String toString() {
    return "band is " + band + ", up to twice that where the edge is in doubt";
  }

  /**
   * Finds the largest value in a square around each pixel, in linear time: Herk, "A fast algorithm
   * for local minimum and maximum filters on rectangular and octagonal kernels", Pattern
   * Recognition Letters 1992; Gil and Werman, "Computing 2-D min, median, and max filters", 1993.
   */
  static final class Maxima {
    private Maxima() {}

    /**
     * Filters.
     *
     * @param values width * height values, row-major; not changed
     * @param reach the square's reach from its centre, in pixels
     * @return the maxima; pixels beyond the border do not count
     */
    static float[] within(float[] values, int width, int height, int reach) {
      float[] result = values.clone();
      float[] line = new float[Math.max(width, height)];
      for (int y = 0; y < height; y++) {
        filter(result, y * width, 1, width, reach, line);
      }
      for (int x = 0; x < width; x++) {
        filter(result, x, width, height, reach, line);
      }
      return result;
    }

    /**
     * Filters in blocks as long as the square: a window is the end of one block and the start of
     * the next.
     */
    private static void filter(
        float[] values, int from, int stride, int count, int reach, float[] line) {
      int block = 2 * reach + 1;
      float[] rising = new float[count];
      for (int i = 0; i < count; i++) {
        line[i] = values[from + i * stride];
        rising[i] = i % block == 0 ? line[i] : Math.max(rising[i - 1], line[i]);
      }
      for (int i = count - 2; i >= 0; i--) {
        line[i] = (i + 1) % block == 0 ? line[i] : Math.max(line[i], line[i + 1]);
      }
      for (int i = 0; i < count; i++) {
        int first = i - reach;
        int last = Math.min(count - 1, i + reach);
        boolean oneBlock = first >= 0 && first / block == last / block;
        float before = first < 0 ? Float.NEGATIVE_INFINITY : line[first];
        // If the line's end shortens a window inside a block, the block's start is outside it.
        values[from + i * stride] = oneBlock ? before : Math.max(before, rising[last]);
      }
    }
  }
}
