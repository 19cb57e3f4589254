package dev.deepmatting.trimap;

import dev.deepmatting.internal.pixel.DistanceTransform;

/** By distance, further where the edge is in doubt: up to twice as far. */
record DoubtWidening(Band band, EdgeDoubt doubt) implements Widening {
  /** From this share of a part's half width on pixels are its core. */
  private static final double CORE = 0.5;

  /** Cores of parts less than so many bands wide on each side are not sure. */
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
    keepCores(kept, foreground, regions);
    return kept;
  }

  /**
   * Keeps the core of a part that is hardly wider than the band, such as a head: without it nothing
   * would tell what the part is of. Parts of less than the band's width stay unknown, as a mask is
   * not exact enough for them.
   */
  private void keepCores(boolean[] kept, boolean[] foreground, Regions regions) {
    int width = regions.width();
    int height = regions.height();
    double reach = band.pixelsIn(width, height);
    float[] depths = new float[kept.length];
    double[] squares = DistanceTransform.squared(inverse(foreground), width, height);
    for (int i = 0; i < depths.length; i++) {
      // Without an edge anywhere there is nothing to keep away from.
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

  /** The doubt at each pixel of the mask that has a neighbour outside it; 0 elsewhere. */
  private byte[] levels(boolean[] mask, int width, int height) {
    byte[] levels = new byte[mask.length];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        boolean edge =
            mask[at]
                && (x > 0 && !mask[at - 1]
                    || x + 1 < width && !mask[at + 1]
                    || y > 0 && !mask[at - width]
                    || y + 1 < height && !mask[at + width]);
        if (edge) {
          levels[at] = (byte) doubt.level(x, y);
        }
      }
    }
    return levels;
  }

  private static boolean[] inverse(boolean[] mask) {
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
}
