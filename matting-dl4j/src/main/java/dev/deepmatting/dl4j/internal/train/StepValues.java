package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.train.Loss;
import java.util.Map;

/**
 * What a step came to.
 *
 * @param loss the weighted sum
 * @param losses each loss by itself, unweighted
 * @param gradientNorm the global norm before clipping
 * @param unknownPixels the size of the batch's unknown region
 */
record StepValues(double loss, Map<Loss, Double> losses, double gradientNorm, long unknownPixels) {
  /** Whether it is made of numbers. */
  boolean isFinite() {
    return Double.isFinite(loss) && Double.isFinite(gradientNorm);
  }
}
