package dev.deepmatting.trimap;

import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.DistanceTransform;
import dev.deepmatting.internal.pixel.Morphology;
import java.util.Objects;

/**
 * Grows the unknown region on both sides. Implementations are immutable, and describe themselves in
 * {@code toString}: NAME is VALUE.
 */
interface Widening {
  /**
   * Returns the pixels that must not be known background, including all that are not background.
   */
  boolean[] outwards(Regions regions);

  /** Returns the pixels that can be known foreground, a part of the foreground. */
  boolean[] inwards(Regions regions);

  /** Widens by a distance between pixel centres. */
  record DistanceWidening(Band outward, Band inward) implements Widening {
    public DistanceWidening {
      Objects.requireNonNull(outward, "outward");
      Objects.requireNonNull(inward, "inward");
    }

    @Override
    public boolean[] outwards(Regions regions) {
      return near(regions.notBackground(), outward, regions);
    }

    @Override
    public boolean[] inwards(Regions regions) {
      return ObjectMask.inverse(near(ObjectMask.inverse(regions.foreground()), inward, regions));
    }

    private static boolean[] near(boolean[] mask, Band band, Regions regions) {
      int width = regions.width();
      int height = regions.height();
      return DistanceTransform.within(mask, width, height, band.pixelsIn(width, height));
    }

    @Override
    public String toString() {
      return "band is " + outward + " outwards, " + inward + " inwards";
    }
  }

  /** Widens by dilating and eroding with an elliptic kernel. */
  record MorphologyWidening(int kernel, int dilations, int erodingKernel, int erosions)
      implements Widening {
    public MorphologyWidening {
      Ranges.within("kernel", kernel, 1, Morphology.MAX_KERNEL);
      Ranges.within("erodingKernel", erodingKernel, 1, Morphology.MAX_KERNEL);
      Ranges.atLeast("dilations", dilations, 0);
      Ranges.atLeast("erosions", erosions, 0);
    }

    @Override
    public boolean[] outwards(Regions regions) {
      return Morphology.dilate(
          regions.notBackground(), regions.width(), regions.height(), kernel, dilations);
    }

    @Override
    public boolean[] inwards(Regions regions) {
      return Morphology.erode(
          regions.foreground(), regions.width(), regions.height(), erodingKernel, erosions);
    }

    @Override
    public String toString() {
      String eroding = erodingKernel == kernel ? "" : " of kernel " + erodingKernel;
      return "kernel is "
          + kernel
          + " with "
          + dilations
          + " dilations, "
          + erosions
          + " erosions"
          + eroding;
    }
  }
}
