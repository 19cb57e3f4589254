package dev.deepmatting.evaluation;

/**
 * Hears of each image when it is done, one call at a time, in the order in which they end. An
 * exception thrown here ends the run and reaches its caller.
 *
 * @since 0.1
 */
public interface EvaluationListener {
  /** A listener that does nothing. */
  EvaluationListener NONE = new EvaluationListener() {};

  /**
   * An image was scored.
   *
   * @param image its scores
   * @param done how many images are done, this one included
   * @param total how many there are
   */
  default void scored(EvaluatedImage image, int done, int total) {}

  /**
   * An image could not be scored.
   *
   * @param image its name and what was wrong
   * @param done how many images are done, this one included
   * @param total how many there are
   */
  default void failed(FailedImage image, int done, int total) {}
}
