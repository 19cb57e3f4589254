package dev.deepmatting.trimap;

import dev.deepmatting.check.Ranges;
import dev.deepmatting.pixel.Morphology;

/** By dilating and eroding with an elliptic kernel. */
record MorphologyWidening(int kernel, int dilations, int erodingKernel, int erosions)
    implements Widening {
  MorphologyWidening {
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
