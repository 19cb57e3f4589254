package dev.deepmatting.dl4j.internal.loss;

/** The absolute value with a round tip, sqrt(x^2 + 1e-12), as the paper has it. */
final class SmoothAbsolute {
  private static final double EPSILON_SQUARED = 1e-12;

  private SmoothAbsolute() {}

  static double of(double value) {
    return Math.sqrt(value * value + EPSILON_SQUARED);
  }
}
