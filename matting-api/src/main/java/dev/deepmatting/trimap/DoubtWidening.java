package dev.deepmatting.trimap;

/** Widens by distance, up to twice as far where the edge is doubtful. */
record DoubtWidening(Band band, EdgeDoubt doubt) implements Widening {
  @Override
  public boolean[] outwards(Regions regions) {
    return near(regions.notBackground(), regions);
  }

  @Override
  public boolean[] inwards(Regions regions) {
    boolean[] foreground = regions.foreground();
    boolean[] kept = ObjectMask.inverse(near(ObjectMask.inverse(foreground), regions));
    int width = regions.width();
    int height = regions.height();
    double reach = band.pixelsIn(width, height);
    Cores.keep(kept, foreground, width, height, reach, 2 * reach);
    return kept;
  }

  private boolean[] near(boolean[] mask, Regions regions) {
    double reach = band.pixelsIn(regions.width(), regions.height());
    double[] distances = new double[EdgeDoubt.LEVELS + 1];
    for (int level = 0; level < distances.length; level++) {
      distances[level] = reach * (1 + level / (double) EdgeDoubt.LEVELS);
    }
    return ObjectMask.widened(mask, regions.width(), regions.height(), doubt::level, distances);
  }

  @Override
  public String toString() {
    return "band is " + band + ", up to twice that where the edge is in doubt";
  }
}
