package dev.deepmatting.dl4j.benchmark.inference;

/**
 * One engine at one case.
 *
 * @param engine its title
 * @param own whether it is this library
 * @param timing null if it failed
 * @param bytes the most that its process had resident; -1 if unknown
 * @param difference the greatest from the reference's alpha; null if it failed
 * @param tolerance how great it may be
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
    Double difference,
    double tolerance,
    double deviation,
    String failure) {
  boolean computesSomethingElse() {
    return difference != null && !(difference <= tolerance);
  }
}
