package dev.deepmatting.network;

/**
 * How a trimap value t in 0..255 becomes the network's fourth input channel.
 *
 * @since 0.1
 */
public enum TrimapEncoding {
  /** (t / 255 - 0.5) / 0.5, in -1..1. */
  SIGNED("signed"),
  /** t / 255, in 0..1. */
  UNIT("unit");

  private final String id;

  TrimapEncoding(String id) {
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

  /**
   * Encodes one trimap value.
   *
   * @param trimap 0 (background), 128 (unknown) or 255 (foreground)
   * @return the value of the network's fourth input channel
   */
  public float encode(int trimap) {
    float unit = trimap / 255f;
    return this == SIGNED ? (unit - 0.5f) / 0.5f : unit;
  }
}
