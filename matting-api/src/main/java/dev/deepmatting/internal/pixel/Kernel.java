package dev.deepmatting.internal.pixel;

/**
 * The weights of pixels when an image is resampled.
 *
 * <p>Each kernel is widened to the footprint of an output pixel where the image shrinks, so that
 * details too fine for the result are averaged instead of aliasing; where the image grows, it keeps
 * its own width. The weights of a pixel add up to 1.
 */
public enum Kernel {
  /** A triangle, which joins neighbours by straight lines. */
  BILINEAR(1) {
    @Override
    double shape(double distance) {
      return 1 - distance;
    }
  },

  /**
   * The cubic of Keys, "Cubic convolution interpolation for digital image processing" (1981), with
   * a = -0.5; also called Catmull-Rom. Overshoots at sharp edges.
   */
  BICUBIC(2) {
    @Override
    double shape(double distance) {
      return distance < 1
          ? (1.5 * distance - 2.5) * distance * distance + 1
          : ((-0.5 * distance + 2.5) * distance - 4) * distance + 2;
    }
  },

  /** sinc(x) sinc(x / 3) for |x| &lt; 3 (Duchon 1979). Overshoots at sharp edges. */
  LANCZOS(3) {
    @Override
    double shape(double distance) {
      // Exactly 0 or 1 at whole distances, so that an image at its own size does not change.
      return distance == Math.rint(distance)
          ? (distance == 0 ? 1 : 0)
          : sinc(distance) * sinc(distance / 3);
    }
  },

  /**
   * The mean over the footprint, which is a box at least one pixel wide; pixels that it covers in
   * part count in part. Where the image grows this is the same as {@link #BILINEAR}.
   */
  AREA(0.5) {
    @Override
    double radius(double footprint) {
      return (footprint + 1) / 2;
    }

    @Override
    double weight(double distance, double footprint) {
      return Math.max(0, Math.min(1, radius(footprint) - Math.abs(distance)));
    }

    @Override
    double shape(double distance) {
      return 1;
    }
  };

  private final double lobes;

  Kernel(double lobes) {
    this.lobes = lobes;
  }

  /** Returns the kernel at its own width, for distances of at least 0 and less than its lobes. */
  abstract double shape(double distance);

  /**
   * Returns the distance, in source pixels, from which a pixel has no weight; the footprint is at
   * least 1.
   */
  double radius(double footprint) {
    return lobes * footprint;
  }

  /** Returns the weight, not normalised, of a pixel whose centre is so many source pixels away. */
  double weight(double distance, double footprint) {
    double scaled = Math.abs(distance) / footprint;
    return scaled < lobes ? shape(scaled) : 0;
  }

  private static double sinc(double x) {
    double angle = Math.PI * x;
    // Gives the same result on every machine, unlike Math.
    return StrictMath.sin(angle) / angle;
  }
}
