package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.weights.GuideLogits;
import dev.deepmatting.dl4j.tensor.FloatTensor;

/** The guides' contribution to the raw alpha's logit: each guide's own logit times its gate. */
final class GuideTerms {
  private final int guides;
  private final int plane;

  /** [N, guides, H, W]. */
  private final double[] logits;

  /**
   * Extracts the guides from a batch.
   *
   * @param input [N, 4 + guides, H, W]
   */
  GuideTerms(FloatTensor input) {
    guides = input.size(1) - TensorCodec.CHANNELS;
    plane = input.size(2) * input.size(3);
    logits = new double[input.size(0) * guides * plane];
    int length = guides * plane;
    for (int sample = 0; sample < input.size(0); sample++) {
      int from = (sample * input.size(1) + TensorCodec.CHANNELS) * plane;
      for (int i = 0; i < length; i++) {
        logits[sample * length + i] = GuideLogits.of(input.values()[from + i]);
      }
    }
  }

  /**
   * Returns the logits that the last convolutions receive.
   *
   * @return [N, guides, H, W]
   */
  double[] seen() {
    double[] seen = logits.clone();
    for (int i = 0; i < seen.length; i++) {
      seen[i] *= GuideLogits.SCALE;
    }
    return seen;
  }

  /**
   * Adds the guides' contribution.
   *
   * @param rawLogit [N, 1, H, W]
   * @param gates [N, guides, H, W]
   */
  void addTo(double[] rawLogit, double[] gates) {
    for (int i = 0; i < gates.length; i++) {
      rawLogit[pixel(i)] += gates[i] * logits[i];
    }
  }

  /**
   * Returns the gradient of the gates.
   *
   * @param rawGradient that of the raw alpha's logit, [N, 1, H, W]
   * @return [N, guides, H, W]
   */
  double[] gateGradient(double[] rawGradient) {
    double[] gradient = new double[logits.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = rawGradient[pixel(i)] * logits[i];
    }
    return gradient;
  }

  /** Returns the index in [N, 1, H, W] of a guide value's pixel. */
  private int pixel(int i) {
    return i / (guides * plane) * plane + i % plane;
  }
}
