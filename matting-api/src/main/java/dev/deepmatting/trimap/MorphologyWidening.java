package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.pixel.Morphology;

/** By dilating and eroding with an elliptic kernel. */
record MorphologyWidening(int kernel, int dilations, int erodingKernel, int erosions)
    implements Widening {
  MorphologyWidening {
    requireKernel("kernel", kernel);
    requireKernel("erodingKernel", erodingKernel);
    requireNotNegative("dilations", dilations);
    requireNotNegative("erosions", erosions);
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

  private static void requireKernel(String name, int value) {
    if (value < 1 || value > Morphology.MAX_KERNEL) {
      throw new InvalidInputException(
          name + " is " + value + ", wanted 1 to " + Morphology.MAX_KERNEL);
    }
  }

  private static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new InvalidInputException(name + " is " + value + ", wanted 0 or more");
    }
  }
}
