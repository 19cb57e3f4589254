package dev.deepmatting.evaluation;

/**
 * Is notified of each finished image, one call at a time, in the order in which they finish. An
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
   * @param done number of finished images, including this one
   * @param total total number of images
   */
  default void scored(EvaluatedImage image, int done, int total) {}

  /**
   * An image could not be scored.
   *
   * @param image its name and what was wrong
   * @param done number of finished images, including this one
   * @param total total number of images
   */
  default void failed(FailedImage image, int done, int total) {}
}
