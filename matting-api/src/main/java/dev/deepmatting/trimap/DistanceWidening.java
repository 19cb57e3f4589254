package dev.deepmatting.trimap;

import dev.deepmatting.internal.pixel.DistanceTransform;
import java.util.Objects;

/** As far as a distance between pixel centres goes. */
record DistanceWidening(Band outward, Band inward) implements Widening {
  DistanceWidening {
    Objects.requireNonNull(outward, "outward");
    Objects.requireNonNull(inward, "inward");
  }

  @Override
  public boolean[] outwards(Regions regions) {
    return near(regions.notBackground(), outward, regions);
  }

  @Override
  public boolean[] inwards(Regions regions) {
    return inverse(near(inverse(regions.foreground()), inward, regions));
  }

  private static boolean[] near(boolean[] mask, Band band, Regions regions) {
    int width = regions.width();
    int height = regions.height();
    return DistanceTransform.within(mask, width, height, band.pixelsIn(width, height));
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
    return "band is " + outward + " outwards, " + inward + " inwards";
  }
}
