package dev.deepmatting.internal.pixel;

/** Handles the border of the source for kernels along one axis. */
final class Reach {
  private Reach() {}

  /** Returns the nearest pixel inside. */
  static int inside(int pixel, int size) {
    return Math.max(0, Math.min(size - 1, pixel));
  }

  /**
   * Returns the nearest centre from which a kernel still sees what it sees from the given one:
   * beyond, all its pixels are the border's.
   */
  static double limited(double centre, double radius, int size) {
    double beyond = radius + 1;
    return centre < -beyond ? -beyond : centre > size + beyond ? size + beyond : centre;
  }
}
