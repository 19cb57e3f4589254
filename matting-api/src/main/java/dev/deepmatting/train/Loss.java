package dev.deepmatting.train;

/**
 * The losses that training minimises. All are sums over the unknown region U of a batch, divided by
 * its number of pixels |U|, where a is the predicted and a* the true alpha; 0 where U is empty.
 *
 * @since 0.1
 */
public enum Loss {
  /** sqrt((a - a*)^2 + 1e-12) over U, divided by |U| (Xu et al. 2017, equation 1). */
  ALPHA_PREDICTION("alpha"),

  /**
   * sqrt((c - c*)^2 + 1e-12) over U and three channels, divided by 3 |U|, of the composites c = a F
   * + (1 - a) B and c* with colours in 0..1 (Xu et al. 2017, equation 2). c* has no photometric
   * steps.
   */
  COMPOSITION("composition"),

  /**
   * The sum over the levels s = 1..5 of 2^(s-1) |L_s| / |U|, where L is the Laplacian pyramid (Burt
   * and Adelson 1983) of a - a* inside U and 0 elsewhere (Hou and Liu 2019; Forte and Pitie 2020).
   * Levels 1 to 4 are differences of Gaussian levels; level 5 is the fifth Gaussian level itself,
   * so nothing is lost. The difference counts as 0 outside the crop.
   */
  LAPLACIAN_PYRAMID("laplacian"),

  /**
   * |gx| + |gy| over the crop, divided by |U|, where g is the Sobel gradient, divided by 8, of a -
   * a* inside U and 0 elsewhere.
   */
  GRADIENT("gradient");

  private final String id;

  Loss(String id) {
    this.id = id;
  }

  /**
   * Returns its name in files and reports.
   *
   * @return a word in lower case
   */
  public String id() {
    return id;
  }
}
