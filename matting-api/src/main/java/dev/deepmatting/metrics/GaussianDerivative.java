package dev.deepmatting.metrics;

/**
 * The derivative of a Gaussian as a separable filter of 9x9: h = g(y) g'(x), divided by its L2 norm
 * over the 81 values.
 *
 * <p>Both factors are kept from the centre outwards: g is even, g' odd, so one half is enough.
 */
final class GaussianDerivative {
  static final int HALF_SIZE = 4;
  private static final double SIGMA = 1.4;

  /** g(0) to g(4). */
  static final double[] SMOOTHING = new double[HALF_SIZE + 1];

  /** g'(0) to g'(4), scaled so that the whole filter has norm 1. */
  static final double[] DERIVATIVE = new double[HALF_SIZE + 1];

  static {
    for (int i = 0; i <= HALF_SIZE; i++) {
      SMOOTHING[i] = Math.exp(-i * i / (2 * SIGMA * SIGMA)) / (SIGMA * Math.sqrt(2 * Math.PI));
      DERIVATIVE[i] = -i * SMOOTHING[i] / (SIGMA * SIGMA);
    }
    double norm = norm(SMOOTHING) * norm(DERIVATIVE);
    for (int i = 0; i <= HALF_SIZE; i++) {
      DERIVATIVE[i] /= norm;
    }
  }

  private GaussianDerivative() {}

  private static double norm(double[] half) {
    double sum = half[0] * half[0];
    for (int i = 1; i <= HALF_SIZE; i++) {
      sum += 2 * half[i] * half[i];
    }
    return Math.sqrt(sum);
  }
}
