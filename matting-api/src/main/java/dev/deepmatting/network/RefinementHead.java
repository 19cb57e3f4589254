package dev.deepmatting.network;

/**
 * The small convolutional head that sharpens the raw alpha.
 *
 * @since 0.1
 */
public enum RefinementHead {
  /** The raw alpha is the result. */
  NONE("none"),
  /**
   * alpha = sigmoid(head). Only for loading checkpoints of that form: it tends to collapse to 0.
   */
  BARE("bare"),
  /** alpha = sigmoid(raw logit + head). */
  LOGIT_RESIDUAL("logit-residual");

  private final String id;

  RefinementHead(String id) {
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
