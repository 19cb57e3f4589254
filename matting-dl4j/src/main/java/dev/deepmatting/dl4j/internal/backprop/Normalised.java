package dev.deepmatting.dl4j.internal.backprop;

/** What a batch normalisation and the ReLU after it gave. Released as one. */
public interface Normalised {
  /**
   * The normalised, scaled, shifted and rectified values.
   *
   * @return as large as the input
   */
  Activation output();

  /**
   * The mean that was used.
   *
   * @return a value for each channel
   */
  double[] mean();

  /**
   * The variance that was used.
   *
   * @return a value for each channel; biased where it is the batch's own
   */
  double[] variance();
}
