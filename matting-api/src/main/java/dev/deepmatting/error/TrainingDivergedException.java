package dev.deepmatting.error;

/**
 * Training reached a loss or a gradient that is NaN or infinite, or far above its earlier values.
 *
 * @since 0.1
 */
public class TrainingDivergedException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error with a message.
   *
   * @param message what happened at which step, and which checkpoint to resume from
   */
  public TrainingDivergedException(String message) {
    super(message);
  }
}
