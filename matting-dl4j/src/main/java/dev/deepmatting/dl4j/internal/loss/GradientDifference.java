package dev.deepmatting.dl4j.internal.loss;

/** The Sobel gradients, divided by 8, of the difference of alphas; beyond the plane it is 0. */
final class GradientDifference implements LossTerm {
  private static final double[] SLOPE = {-1, 0, 1};
  private static final double[] SMOOTH = {1 / 8.0, 2 / 8.0, 1 / 8.0};

  @Override
  public double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient) {
    Plane difference = new Plane(labels.height(), labels.width(), labels.difference(alpha, sample));
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

  /** Correlates with a kernel of 3x3; direction -1 takes it reversed, which is the adjoint. */
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
