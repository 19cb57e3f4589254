package dev.deepmatting.evaluation;

/**
 * What images are sorted into strata by.
 *
 * @since 0.1
 */
public enum Share {
  /** The trimap's share of unknown pixels: how much is asked. */
  UNKNOWN("share of unknown pixels"),

  /** The share of scored pixels that are truly translucent, neither 0 nor 1: how hard it is. */
  SOFT("share of translucent pixels");

  private final String title;

  Share(String title) {
    this.title = title;
  }

  /**
   * What it is, in words.
   *
   * @return for headings
   */
  public String title() {
    return title;
  }

  double of(EvaluatedImage image) {
    return this == UNKNOWN ? image.unknownShare() : image.softShare();
  }
}
