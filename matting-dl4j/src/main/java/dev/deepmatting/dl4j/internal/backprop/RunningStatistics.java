package dev.deepmatting.dl4j.internal.backprop;

/**
 * The statistics that batch normalisation uses at inference: averages that move a tenth of the way
 * to each batch's mean and unbiased variance, as in PyTorch.
 */
public final class RunningStatistics {
  private static final double MOMENTUM = 0.1;

  private final double[] mean;
  private final double[] variance;
  private final boolean singlePrecision;

  /**
   * Creates statistics with initial values.
   *
   * @param mean one value per channel, copied
   * @param variance one value per channel, copied
   * @param singlePrecision whether results are rounded to float, so that a file stores them exactly
   */
  RunningStatistics(float[] mean, float[] variance, boolean singlePrecision) {
    this.mean = doubles(mean);
    this.variance = doubles(variance);
    this.singlePrecision = singlePrecision;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /**
   * Moves towards a batch.
   *
   * @param batchMean its mean per channel
   * @param batchVariance its biased variance per channel
   * @param count values per channel
   */
  void update(double[] batchMean, double[] batchVariance, long count) {
    double unbiased = count > 1 ? count / (count - 1.0) : 1;
    for (int i = 0; i < mean.length; i++) {
      mean[i] = moved(mean[i], batchMean[i]);
      variance[i] = moved(variance[i], batchVariance[i] * unbiased);
    }
  }

  private double moved(double from, double to) {
    double value = (1 - MOMENTUM) * from + MOMENTUM * to;
    return singlePrecision ? (float) value : value;
  }

  /**
   * Returns the running mean.
   *
   * @return the array itself, not a copy
   */
  public double[] mean() {
    return mean;
  }

  /**
   * Returns the running variance.
   *
   * @return the array itself, not a copy
   */
  public double[] variance() {
    return variance;
  }
}
