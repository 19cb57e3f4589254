package dev.deepmatting.dl4j.internal.weights;

/** How a guided network's last convolutions see the mattes of its guides. */
public final class GuideLogits {
  /**
   * The least alpha of a guide that counts: beyond it a logit would say more than a matte knows.
   */
  public static final double LEAST = 0.01;

  /** The greatest alpha of a guide that counts. */
  public static final double MOST = 0.99;

  /** By what logits are multiplied where they are further channels of a convolution's input. */
  public static final double SCALE = 0.25;

  private GuideLogits() {}

  /**
   * The logit of a guide's alpha, which is clamped to {@link #LEAST} and {@link #MOST}.
   *
   * @param encoded the alpha g in 0..1 as it is a channel of the input, 2g - 1
   * @return from -4.6 to 4.6
   */
  public static float of(float encoded) {
    double alpha = Math.max(LEAST, Math.min(MOST, (encoded + 1.0) / 2));
    return (float) Math.log(alpha / (1 - alpha));
  }
}
