package dev.deepmatting.network;

/**
 * How the decoder doubles the resolution.
 *
 * @since 0.1
 */
public enum Upsampling {
  /** Max unpooling: values return to the positions where the encoder's pooling found its maxima. */
  MAX_UNPOOL("max-unpool"),
  /** Fixed bilinear interpolation, corners not aligned. */
  BILINEAR("bilinear"),
  /** A learned 4x4 transposed convolution of stride 2 and padding 1. */
  TRANSPOSED_CONVOLUTION("transposed-convolution");

  private final String id;

  Upsampling(String id) {
    this.id = id;
  }

  /**
   * Returns the name in a model file.
   *
   * @return a stable lower-case name
   */
  public String id() {
    return id;
  }
}
