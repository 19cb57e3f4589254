package dev.deepmatting.dl4j.onednn;

import dev.deepmatting.dl4j.backprop.Normalised;

/**
 * What a batch normalisation gave.
 *
 * @param output the normalised and rectified values
 * @param meanValues a value for each channel
 * @param varianceValues a value for each channel
 * @param workspace where the output was rectified
 * @param epsilon what was added to the variance
 * @param given whether the statistics were given, not the batch's own
 */
record Normalisation(
    Blob output, Blob meanValues, Blob varianceValues, Blob workspace, float epsilon, boolean given)
    implements Normalised {

  @Override
  public double[] mean() {
    return Transfers.plain(meanValues);
  }

  @Override
  public double[] variance() {
    return Transfers.plain(varianceValues);
  }
}
