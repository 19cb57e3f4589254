package dev.deepmatting.network;

/**
 * The two published layouts of the network, which differ in normalisation and in tensor names.
 *
 * @since 0.1
 */
public enum Variant {
  /**
   * VGG16 with batch normalisation; the last of the five decoder channels is 3 at full width. Files
   * call it {@code seed}.
   */
  VGG16_BN("seed", true),
  /** VGG16 without batch normalisation. */
  CLASSIC("classic", false);

  private final String id;
  private final boolean batchNormalisation;

  Variant(String id, boolean batchNormalisation) {
    this.id = id;
    this.batchNormalisation = batchNormalisation;
  }

  /**
   * Returns the name in a model file.
   *
   * @return a stable lower-case name
   */
  public String id() {
    return id;
  }

  /**
   * Returns whether a batch normalisation follows each convolution.
   *
   * @return true for {@link #VGG16_BN}
   */
  public boolean hasBatchNormalisation() {
    return batchNormalisation;
  }
}
