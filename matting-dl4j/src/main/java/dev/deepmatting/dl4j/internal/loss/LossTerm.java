package dev.deepmatting.dl4j.internal.loss;

/** One loss term. */
interface LossTerm {
  /**
   * Computes the loss of a sample and its gradient. Several threads can call it, for different
   * samples.
   *
   * @param sample index, from 0
   * @param alpha predicted, [N, 1, H, W]
   * @param labels the ground truth
   * @param factor multiplies the gradient
   * @param gradient accumulates the gradient, of alpha's size; only the sample's part changes
   * @return the sum over the sample's unknown region, not divided by its size
   */
  double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient);

  /** The difference of predicted and true alpha (Xu et al. 2017, equation 1). */
  final class AlphaPrediction implements LossTerm {
    @Override
    public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
      double sum = 0;
      int at = sample * labels.plane();
      for (int pixel = 0; pixel < labels.plane(); pixel++, at++) {
        if (labels.isUnknown(sample, pixel)) {
          double difference = alpha[at] - labels.alpha(sample, pixel);
          double value = SmoothAbsolute.of(difference);
          sum += value;
          gradient[at] += factor * difference / value;
        }
      }
      return sum;
    }
  }

  /**
   * The difference of the composites by predicted and true alpha, averaged over the three colours
   * (Xu et al. 2017, equation 2). Each channel's difference counts separately, so that errors of
   * opposite sign do not cancel.
   */
  final class Composition implements LossTerm {
    private static final int COLOURS = 3;
    private static final double OF_MAX_8 = 1 / 255.0;

    @Override
    public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
      double sum = 0;
      for (int colour = 0; colour < COLOURS; colour++) {
        sum += add(sample, colour, alpha, labels, factor / COLOURS, gradient);
      }
      return sum / COLOURS;
    }

    private static double add(
        int sample, int colour, double[] alpha, Labels labels, double factor, double[] gradient) {
      double sum = 0;
      int at = sample * labels.plane();
      for (int pixel = 0; pixel < labels.plane(); pixel++, at++) {
        if (labels.isUnknown(sample, pixel)) {
          double background = labels.background(sample, colour, pixel);
          double contrast = labels.foreground(sample, colour, pixel) - background;
          double composed = background + alpha[at] * contrast;
          double difference = OF_MAX_8 * (composed - labels.merged(sample, colour, pixel));
          double value = SmoothAbsolute.of(difference);
          sum += value;
          gradient[at] += factor * OF_MAX_8 * contrast * difference / value;
        }
      }
      return sum;
    }
  }

  /** The smoothed absolute value of the paper, sqrt(x^2 + 1e-12). */
  final class SmoothAbsolute {
    private static final double EPSILON_SQUARED = 1e-12;

    private SmoothAbsolute() {}

    static double of(double value) {
      return Math.sqrt(value * value + EPSILON_SQUARED);
    }
  }

  /** The Sobel gradients, divided by 8, of the difference of alphas; beyond the plane it is 0. */
  final class GradientDifference implements LossTerm {
    private static final double[] SLOPE = {-1, 0, 1};
    private static final double[] SMOOTH = {1 / 8.0, 2 / 8.0, 1 / 8.0};

    @Override
    public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
      Plane difference =
          new Plane(labels.height(), labels.width(), labels.difference(alpha, sample));
      return add(difference, SLOPE, SMOOTH, labels, sample, factor, gradient)
          + add(difference, SMOOTH, SLOPE, labels, sample, factor, gradient);
    }

    private static double add(
        Plane difference,
        double[] acrossRow,
        double[] acrossColumn,
        Labels labels,
        int sample,
        double factor,
        double[] gradient) {
      Plane slope = filtered(difference, acrossRow, acrossColumn, 1);
      Plane back = filtered(slope.signs(1), acrossRow, acrossColumn, -1);
      labels.addInside(back.values(), factor, sample, gradient);
      return slope.absoluteSum();
    }

    /** Correlates with a 3x3 kernel; direction -1 reverses it, which is the adjoint. */
    private static Plane filtered(
        Plane plane, double[] acrossRow, double[] acrossColumn, int direction) {
      int height = plane.height();
      int width = plane.width();
      double[] result = new double[height * width];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int i = Math.max(-1, -y); i <= Math.min(1, height - 1 - y); i++) {
            for (int j = Math.max(-1, -x); j <= Math.min(1, width - 1 - x); j++) {
              sum +=
                  acrossColumn[1 + direction * i]
                      * acrossRow[1 + direction * j]
                      * plane.values()[(y + i) * width + x + j];
            }
          }
          result[y * width + x] = sum;
        }
      }
      return new Plane(height, width, result);
    }
  }

  /**
   * The Laplacian pyramid (Burt and Adelson 1983) of the difference of alphas. A pyramid is linear,
   * so the pyramid of the difference is the difference of the pyramids. Reducing smooths by (1, 4,
   * 6, 4, 1)/16 in both directions and keeps every other pixel, starting with the first; expanding
   * is four times its adjoint. Beyond the plane everything is 0.
   */
  final class LaplacianPyramid implements LossTerm {
    private static final int LEVELS = 5;

    @Override
    public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
      Plane difference =
          new Plane(labels.height(), labels.width(), labels.difference(alpha, sample));
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

    /** Propagates the gradient back through the pyramid, from its top to the difference. */
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
}
