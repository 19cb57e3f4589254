package dev.deepmatting.dl4j.internal.loss;

/**
 * The Laplacian pyramid (Burt and Adelson 1983) of the difference of alphas. A pyramid is linear,
 * so that of the difference is the difference of pyramids. Reducing smooths by 1, 4, 6, 4, 1 (by
 * 1/16) each way and keeps every other pixel, the first included; expanding is four times its
 * adjoint. Beyond the plane everything is 0.
 */
final class LaplacianPyramid implements LossTerm {
  private static final int LEVELS = 5;

  @Override
  public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
    Plane difference = new Plane(labels.height(), labels.width(), labels.difference(alpha, sample));
    Plane[] laplacian = laplacian(gaussian(difference));
    labels.addInside(gradient(laplacian).values(), factor, sample, gradient);
    return sum(laplacian);
  }

  private static Plane[] gaussian(Plane first) {
    Plane[] levels = new Plane[LEVELS];
    levels[0] = first;
    for (int level = 1; level < LEVELS; level++) {
      levels[level] = levels[level - 1].reduced();
    }
    return levels;
  }

  private static Plane[] laplacian(Plane[] gaussian) {
    Plane[] levels = new Plane[LEVELS];
    for (int level = 0; level < LEVELS - 1; level++) {
      Plane expanded = gaussian[level + 1].spread(gaussian[level]);
      levels[level] = gaussian[level].plus(expanded, -4);
    }
    levels[LEVELS - 1] = gaussian[LEVELS - 1];
    return levels;
  }

  private static double sum(Plane[] laplacian) {
    double sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += (1 << level) * laplacian[level].absoluteSum();
    }
    return sum;
  }

  /** Back through the pyramid, from its top to the difference. */
  private static Plane gradient(Plane[] laplacian) {
    Plane above = laplacian[LEVELS - 1].signs(1 << (LEVELS - 1));
    for (int level = LEVELS - 2; level >= 0; level--) {
      Plane here = laplacian[level].signs(1 << level);
      Plane complete = above.plus(here.reduced(), -4);
      above = here.plus(complete.spread(here), 1);
    }
    return above;
  }
}
