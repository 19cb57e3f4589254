package dev.deepmatting.dl4j.internal.loss;

/** One loss. */
interface LossTerm {
  /**
   * Computes the loss of a sample and its gradient. Samples may be computed at once.
   *
   * @param sample which one, from 0
   * @param alpha predicted, [N, 1, H, W]
   * @param labels what is true
   * @param factor what the gradient is multiplied by
   * @param gradient to which the gradient is added, as large as alpha; only the sample's part
   *     changes
   * @return the sum over the sample's unknown region, not divided by its size
   */
  double add(int sample, double[] alpha, Labels labels, double factor, double[] gradient);
}
