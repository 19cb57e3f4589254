package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;

/**
 * How a gradient changes the parameters; the same formulas as PyTorch's. Immutable.
 *
 * @since 0.1
 */
public sealed interface Optimiser {
  /**
   * Stochastic gradient descent: g += decay p; v = momentum v + g (v = g at first); p -= rate v.
   *
   * @param momentum 0 to below 1
   * @param weightDecay 0 or more, finite
   */
  record Sgd(double momentum, double weightDecay) implements Optimiser {
    /**
     * Checks the values.
     *
     * @param momentum 0 to below 1
     * @param weightDecay 0 or more, finite
     * @throws InvalidInputException if a value is out of range
     */
    public Sgd {
      momentum = Ranges.below1("momentum", momentum);
      weightDecay = Ranges.notNegative("weightDecay", weightDecay);
    }

    @Override
    public String toString() {
      return "SGD, momentum " + momentum + ", weight decay " + weightDecay;
    }
  }

  /**
   * Adam (Kingma and Ba 2015), or AdamW (Loshchilov and Hutter 2019) if the decay is decoupled: m =
   * beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; p -= rate m' / (sqrt(v') + epsilon)
   * with m' = m / (1 - beta1^t), v' = v / (1 - beta2^t). Adam adds decay p to g, AdamW first
   * multiplies p by 1 - rate decay.
   *
   * @param beta1 0 to below 1
   * @param beta2 0 to below 1
   * @param epsilon above 0, finite
   * @param weightDecay 0 or more, finite
   * @param decoupled true for AdamW
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled)
      implements Optimiser {
    /**
     * Checks the values.
     *
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon above 0, finite
     * @param weightDecay 0 or more, finite
     * @param decoupled true for AdamW
     * @throws InvalidInputException if a value is out of range
     */
    public Adam {
      beta1 = Ranges.below1("beta1", beta1);
      beta2 = Ranges.below1("beta2", beta2);
      epsilon = Ranges.positive("epsilon", epsilon);
      weightDecay = Ranges.notNegative("weightDecay", weightDecay);
    }

    @Override
    public String toString() {
      return (decoupled ? "AdamW" : "Adam")
          + ", betas "
          + beta1
          + " and "
          + beta2
          + ", epsilon "
          + epsilon
          + ", weight decay "
          + weightDecay;
    }
  }

  /**
   * Returns stochastic gradient descent.
   *
   * @param momentum 0 to below 1
   * @param weightDecay 0 or more, finite
   * @return the optimiser
   * @throws InvalidInputException if a value is out of range
   */
  static Optimiser sgd(double momentum, double weightDecay) {
    return new Sgd(momentum, weightDecay);
  }

  /**
   * Returns Adam with epsilon 1e-8 and no weight decay.
   *
   * @param beta1 0 to below 1
   * @param beta2 0 to below 1
   * @return the optimiser
   * @throws InvalidInputException if a value is out of range
   */
  static Optimiser adam(double beta1, double beta2) {
    return new Adam(beta1, beta2, 1e-8, 0, false);
  }

  /**
   * Returns AdamW with epsilon 1e-8.
   *
   * @param beta1 0 to below 1
   * @param beta2 0 to below 1
   * @param weightDecay 0 or more, finite
   * @return the optimiser
   * @throws InvalidInputException if a value is out of range
   */
  static Optimiser adamW(double beta1, double beta2, double weightDecay) {
    return new Adam(beta1, beta2, 1e-8, weightDecay, true);
  }
}
