package dev.deepmatting.evaluation;

/**
 * The share by which images are sorted into strata.
 *
 * @since 0.1
 */
public enum Share {
  /** The trimap's share of unknown pixels: how much there is to predict. */
  UNKNOWN("share of unknown pixels"),

  /** The share of scored pixels that are truly translucent, neither 0 nor 1: how hard it is. */
  SOFT("share of translucent pixels");

  private final String title;

  Share(String title) {
    this.title = title;
  }

  /**
   * Returns its name in words.
   *
   * @return a text for headings
   */
  public String title() {
    return title;
  }

  double of(EvaluatedImage image) {
    return this == UNKNOWN ? image.unknownShare() : image.softShare();
  }
}
