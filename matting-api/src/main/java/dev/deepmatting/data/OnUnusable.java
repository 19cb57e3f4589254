package dev.deepmatting.data;

/**
 * What to do with a sample whose pictures cannot be read or used.
 *
 * @since 0.1
 */
public enum OnUnusable {
  /** Throws the error to the caller and ends the samples. */
  FAIL,
  /** Omits the sample with a warning, and counts it. */
  SKIP
}
