package dev.deepmatting.metrics;

/**
 * The pixels to score.
 *
 * @since 0.1
 */
public enum Region {
  /** The unknown pixels of the trimap, as published results count them. */
  UNKNOWN,

  /** Every pixel; needs no trimap. */
  WHOLE_IMAGE
}
