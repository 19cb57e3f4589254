package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.dl4j.tensor.FloatTensor;

/**
 * A convolution without batch normalisation.
 *
 * @param kernel [output channels, input channels, kernel, kernel]
 * @param bias [output channels]
 */
public record FoldedConvolution(FloatTensor kernel, FloatTensor bias) {

  /** Folds in the batch normalisation that follows, with fixed statistics, in double precision. */
  FoldedConvolution fold(
      float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
    float[] weights = kernel.values().clone();
    float[] shifts = bias.values().clone();
    int perChannel = weights.length / shifts.length;
    for (int channel = 0; channel < shifts.length; channel++) {
      double scale = gamma[channel] / Math.sqrt(variance[channel] + epsilon);
      for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
        weights[i] = (float) (weights[i] * scale);
      }
      shifts[channel] =
          (float) (((double) shifts[channel] - mean[channel]) * scale + beta[channel]);
    }
    return new FoldedConvolution(
        new FloatTensor(weights, kernel.shape()), new FloatTensor(shifts, bias.shape()));
  }
}
