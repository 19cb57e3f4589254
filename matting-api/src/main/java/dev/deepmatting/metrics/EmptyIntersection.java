package dev.deepmatting.metrics;

/**
 * What the connected part is at a threshold that no pixel of both mattes reaches.
 *
 * <p>Only {@link MattingScores#connectivity()} depends on it.
 *
 * @since 0.1
 */
public enum EmptyIntersection {
  /** No pixel is connected there: the definition. */
  NOTHING,

  /**
   * Every pixel is connected there. Widespread Python evaluation code does so by accident: it takes
   * the label of the highest count, and of a mask without pixels that is the background's. Choose
   * it to compare with numbers that were made by such code.
   */
  EVERYTHING
}
