package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Timing;

/**
 * One engine at one case.
 *
 * @param engine its title
 * @param own whether it is this library
 * @param timing null if it failed
 * @param bytes the most that its process had resident; -1 if unknown
 * @param difference from the reference's alpha; null if it failed
 * @param tolerance how far it may be from it in the mean
 * @param deviation the standard deviation of the reference's alpha, to judge the difference by
 * @param failure null unless it failed
 */
record ForwardResult(
    String network,
    String size,
    String engine,
    boolean own,
    Timing timing,
    long bytes,
    Difference difference,
    double tolerance,
    double deviation,
    String failure) {
  /** At single pixels, where a near-tie of two maxima is decided otherwise. */
  private static final double MOST = 5e-2;

  boolean computesSomethingElse() {
    return difference != null && !(difference.mean() <= tolerance && difference.greatest() <= MOST);
  }
}
