package dev.deepmatting.metrics;

/**
 * Defines the connected part at a threshold that no pixel reaches in both mattes.
 *
 * <p>Only {@link MattingScores#connectivity()} depends on it.
 *
 * @since 0.1
 */
public enum EmptyIntersection {
  /** No pixel is connected there, as the definition says. */
  NOTHING,

  /**
   * Every pixel is connected there. Widespread Python evaluation code does so by accident: it takes
   * the label with the highest count, which in an empty mask is the background's. Choose this to
   * compare with numbers from such code.
   */
  EVERYTHING
}
