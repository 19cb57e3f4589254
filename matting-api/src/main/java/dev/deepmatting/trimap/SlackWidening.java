package dev.deepmatting.trimap;

import dev.deepmatting.internal.check.Calls;

/**
 * Widens a mask's edge to everywhere the picture's edge can be.
 *
 * @param object where the mask is object rather than background, at the size of the regions
 * @param slack measured on a copy of the picture
 * @param scale how many pixels make up one of the copy
 * @param base pixels of the copy that are added everywhere
 * @param least pixels of the band at least
 * @param most pixels of the band at most, but no less than one
 */
record SlackWidening(
    boolean[] object, EdgeSlack slack, double scale, double base, double least, double most)
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
    boolean[] near = near(ObjectMask.inverse(object), regions, slack::inwards);
    boolean[] kept = new boolean[near.length];
    for (int i = 0; i < near.length; i++) {
      kept[i] = !near[i] && foreground[i];
    }
    Cores.keep(
        kept,
        foreground,
        regions.width(),
        regions.height(),
        limited(scale * (base + EdgeSlack.REACH / 2.0)),
        distance(LEVELS - 1));
    return kept;
  }

  private boolean[] near(boolean[] mask, Regions regions, Slack slack) {
    Calls.requireNotInterrupted("the band of a mask");
    double[] distances = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      distances[level] = distance(level);
    }
    return ObjectMask.widened(
        mask,
        regions.width(),
        regions.height(),
        (x, y) -> (int) Math.ceil(slack.at((int) (x / scale), (int) (y / scale)) / STEP),
        distances);
  }

  private double distance(int level) {
    return Math.max(1, limited(scale * (base + level * STEP)));
  }

  private double limited(double pixels) {
    return Math.max(least, Math.min(most, pixels));
  }

  @Override
  public String toString() {
    return "band follows the picture, up to " + distance(LEVELS - 1) + " pixels";
  }

  /** A distance at a place of the copy. */
  @FunctionalInterface
  private interface Slack {
    double at(int x, int y);
  }
}
