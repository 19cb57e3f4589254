package dev.deepmatting.trimap;

import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.pixel.DistanceTransform;

/**
 * Widens a mask's edge to everywhere the picture's edge can be.
 *
 * @param object where the mask is object rather than background, at the size of the regions
 * @param slack measured on a copy of the picture
 * @param scale how many pixels make up one of the copy
 * @param base pixels of the copy that are added everywhere
 */
record SlackWidening(boolean[] object, EdgeSlack slack, double scale, double base)
    implements Widening {
  /** Distances are rounded up to whole steps, in pixels of the copy. */
  private static final int STEP = 2;

  private static final int LEVELS = (EdgeSlack.REACH + STEP - 1) / STEP + 1;

  @Override
  public boolean[] outwards(Regions regions) {
    boolean[] near = near(object, regions, slack::outwards);
    boolean[] soft = regions.notBackground();
    for (int i = 0; i < near.length; i++) {
      near[i] |= soft[i];
    }
    return near;
  }

  @Override
  public boolean[] inwards(Regions regions) {
    boolean[] foreground = regions.foreground();
    boolean[] near = near(DoubtWidening.inverse(object), regions, slack::inwards);
    boolean[] kept = new boolean[near.length];
    for (int i = 0; i < near.length; i++) {
      kept[i] = !near[i] && foreground[i];
    }
    DoubtWidening.keepCores(
        kept,
        foreground,
        regions.width(),
        regions.height(),
        scale * (base + EdgeSlack.REACH / 2.0));
    return kept;
  }

  private boolean[] near(boolean[] mask, Regions regions, Slack distances) {
    int width = regions.width();
    int height = regions.height();
    byte[] levels = levels(mask, width, height, distances);
    boolean[] near = mask.clone();
    for (int level = 1; level <= LEVELS; level++) {
      Calls.requireNotInterrupted("the band of a mask");
      boolean[] edge = new boolean[levels.length];
      boolean any = false;
      for (int i = 0; i < levels.length; i++) {
        edge[i] = levels[i] == level;
        any |= edge[i];
      }
      if (any) {
        double reach = scale * (base + (level - 1) * STEP);
        boolean[] within = DistanceTransform.within(edge, width, height, Math.max(1, reach));
        for (int i = 0; i < near.length; i++) {
          near[i] |= within[i];
        }
      }
    }
    return near;
  }

  /** Returns 1 and more at each pixel of the mask with a neighbour outside it; 0 elsewhere. */
  private byte[] levels(boolean[] mask, int width, int height, Slack distances) {
    byte[] levels = new byte[mask.length];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        if (mask[at] && DoubtWidening.isEdge(mask, at, x, y, width, height)) {
          double distance = distances.at((int) (x / scale), (int) (y / scale));
          levels[at] = (byte) (1 + Math.ceil(distance / STEP));
        }
      }
    }
    return levels;
  }

  /** A distance at a place of the copy. */
  @FunctionalInterface
  private interface Slack {
    double at(int x, int y);
  }
}
