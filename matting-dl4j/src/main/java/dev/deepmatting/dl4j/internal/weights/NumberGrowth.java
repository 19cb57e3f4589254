package dev.deepmatting.dl4j.internal.weights;

/**
 * How large the numbers inside a network become, by its weights alone: a convolution multiplies the
 * root mean square of its inputs by the length of its weights' vector, if the inputs are unrelated.
 * ReLU and max pooling turn an overflow into a zero, so an engine that does not look at every
 * number needs to know that none overflows. Not safe to share between threads.
 */
public final class NumberGrowth {
  /**
   * The largest estimate that counts as safe. Related inputs give larger numbers than unrelated
   * ones, for which this leaves 18 orders of magnitude up to 3.4e38. That is far more than they
   * need in trained networks, but no proof for every picture and every network.
   */
  private static final double SAFE = 1e20;

  /** Above every input of a convolution that is not computed: normalised colours, logits. */
  private static final double INPUT = 16;

  private double largest = INPUT;
  private double reached = INPUT;

  /** Creates the growth at the inputs. */
  public NumberGrowth() {}

  /**
   * Goes through the next layer in the order in which data flows.
   *
   * @param kernel with one value for each weight, the output channel first
   * @param bias one value for each output channel
   * @param adds whether an earlier feature can be added to the input
   */
  public void through(float[] kernel, float[] bias, boolean adds) {
    double input = Math.max(INPUT, adds ? reached + largest : reached);
    int perChannel = kernel.length / bias.length;
    double most = 0;
    for (int channel = 0; channel < bias.length; channel++) {
      double sum = 0;
      for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
        sum += (double) kernel[i] * kernel[i];
      }
      most = Math.max(most, Math.sqrt(sum) * input + Math.abs(bias[channel]));
    }
    reached = most;
    largest = Math.max(largest, most);
  }

  /** Begins again with computed inputs of a known size: the picture and a raw alpha. */
  public void restart() {
    reached = INPUT;
  }

  /**
   * Goes through a learned upsampling, at any place of the network.
   *
   * @param kernel the input channel first
   * @param bias one value for each output channel
   */
  public void throughUpsampling(float[] kernel, float[] bias) {
    double sum = 0;
    for (float weight : kernel) {
      sum += (double) weight * weight;
    }
    double most = 0;
    for (float shift : bias) {
      most = Math.max(most, Math.abs(shift));
    }
    largest = largest * Math.max(1, Math.sqrt(sum)) + most;
  }

  /**
   * Returns whether numbers stay far from an overflow.
   *
   * @return false if the weights are so large that one might overflow
   */
  public boolean isSafe() {
    return largest <= SAFE;
  }

  @Override
  public String toString() {
    return "about " + largest;
  }
}
