package dev.deepmatting.internal.pixel;

/**
 * Computes how much of an output pixel is inside the source. It makes a matte fade out at the
 * source's border over one output pixel, however wide the kernel.
 *
 * <p>Exact where the map keeps the axes; with rotation the pixel's footprint counts as an upright
 * box of the same length along each axis.
 */
final class Coverage {
  private final Affine map;
  private final double sourceWidth;
  private final double sourceHeight;
  private final double footprintX;
  private final double footprintY;

  Coverage(Affine outputToSource, int sourceWidth, int sourceHeight) {
    map = outputToSource;
    this.sourceWidth = sourceWidth;
    this.sourceHeight = sourceHeight;
    footprintX = map.footprintX();
    footprintY = map.footprintY();
  }

  /** Multiplies a matte, clamped to 0 to 1, by the share of each pixel inside the source. */
  void apply(Raster matte) {
    float[] alpha = matte.values();
    for (int y = 0, at = 0; y < matte.height(); y++) {
      for (int x = 0; x < matte.width(); x++, at++) {
        alpha[at] = (float) (Raster.clamped(alpha[at]) * of(x + 0.5, y + 0.5));
      }
    }
  }

  private double of(double x, double y) {
    return share(map.mappedX(x, y), footprintX, sourceWidth)
        * share(map.mappedY(x, y), footprintY, sourceHeight);
  }

  /** Returns the share of an interval, given by its centre and length, inside 0 to size. */
  private static double share(double centre, double length, double size) {
    double from = centre - length / 2;
    double to = centre + length / 2;
    if (from >= 0 && to <= size) {
      return 1;
    }
    from = Math.max(0, from);
    to = Math.min(size, to);
    return Math.max(0, Math.min(1, (to - from) / length));
  }
}
