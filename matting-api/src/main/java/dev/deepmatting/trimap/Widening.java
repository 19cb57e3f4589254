package dev.deepmatting.trimap;

import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.DistanceTransform;
import dev.deepmatting.internal.pixel.Morphology;
import java.util.Objects;

/**
 * How the unknown region grows on both sides. Implementations are immutable, and say in {@code
 * toString} what they are: NAME is VALUE.
 */
interface Widening {
  /** What may not be known background: contains all that is not background. */
  boolean[] outwards(Regions regions);

  /** What may be known foreground: lies in the foreground. */
  boolean[] inwards(Regions regions);

  /** As far as a distance between pixel centres goes. */
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

  /** By dilating and eroding with an elliptic kernel. */
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
