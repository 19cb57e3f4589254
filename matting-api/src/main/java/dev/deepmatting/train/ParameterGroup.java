package dev.deepmatting.train;

/**
 * The parts of a network that can have their own learning rates.
 *
 * @since 0.1
 */
public enum ParameterGroup {
  /** The thirteen convolutions of VGG16, with their batch normalisation if there is any. */
  ENCODER("encoder"),

  /** The bridge, the decoder and the raw alpha's convolution, with their batch normalisation. */
  DECODER("decoder"),

  /** The refinement head, with its batch normalisation. */
  HEAD("head");

  private final String id;

  ParameterGroup(String id) {
    this.id = id;
  }

  /**
   * Returns its name in files.
   *
   * @return a word in lower case
   */
  public String id() {
    return id;
  }
}
