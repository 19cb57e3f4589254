package dev.deepmatting.dl4j.loss;

/** One loss. */
interface LossTerm {
  /**
   * Computes the loss of a batch and its gradient.
   *
   * @param alpha predicted, [N, 1, H, W]
   * @param labels what is true
   * @param factor what the gradient is multiplied by
   * @param gradient to which the gradient is added, as large as alpha
   * @return the sum over the unknown region, not divided by its size
   */
  double add(double[] alpha, Labels labels, double factor, double[] gradient);
}
