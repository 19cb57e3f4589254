package dev.deepmatting.data;

/**
 * What becomes of a sample whose pictures cannot be read or used.
 *
 * @since 0.1
 */
public enum OnUnusable {
  /** The caller gets the error, and no more samples. */
  FAIL,
  /** The sample is left out with a warning, and counted. */
  SKIP
}
