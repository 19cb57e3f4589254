package dev.deepmatting.dl4j.internal.backprop;

/** The result of a batch normalisation and the ReLU after it, released together. */
public interface Normalised {
  /**
   * Returns the normalised, scaled, shifted and rectified values.
   *
   * @return values of the input's size
   */
  Activation output();

  /**
   * Returns the mean that was used.
   *
   * @return one value per channel
   */
  double[] mean();

  /**
   * Returns the variance that was used.
   *
   * @return one value per channel; biased if it is the batch's own
   */
  double[] variance();
}
