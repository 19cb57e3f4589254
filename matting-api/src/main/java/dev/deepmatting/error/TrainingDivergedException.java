package dev.deepmatting.error;

/**
 * Training came to a loss or a gradient that is NaN or infinite, or far above what it was.
 *
 * @since 0.1
 */
public class TrainingDivergedException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message.
   *
   * @param message what happened at which step, and from which checkpoint one can go on
   */
  public TrainingDivergedException(String message) {
    super(message);
  }
}
