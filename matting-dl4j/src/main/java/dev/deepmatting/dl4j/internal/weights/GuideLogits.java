package dev.deepmatting.dl4j.internal.weights;

/** The logits of guide mattes that a guided network's last convolutions receive. */
public final class GuideLogits {
  /**
   * The least alpha of a guide that counts: below it, the logit would be more certain than the
   * matte.
   */
  public static final double LEAST = 0.01;

  /** The greatest alpha of a guide that counts. */
  public static final double MOST = 0.99;

  /** The factor of logits that are channels of a convolution's input. */
  public static final double SCALE = 0.25;

  private GuideLogits() {}

  /**
   * Returns the logit of a guide's alpha, clamped to {@link #LEAST} and {@link #MOST}.
   *
   * @param encoded the alpha g in 0..1 as the input channel encodes it, 2g - 1
   * @return from -4.6 to 4.6
   */
  public static float of(float encoded) {
    double alpha = Math.max(LEAST, Math.min(MOST, (encoded + 1.0) / 2));
    return (float) Math.log(alpha / (1 - alpha));
  }
}
