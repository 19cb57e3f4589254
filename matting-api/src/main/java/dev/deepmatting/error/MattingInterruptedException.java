package dev.deepmatting.error;

/**
 * The calling thread was interrupted; its interrupt flag is set again.
 *
 * @since 0.1
 */
public class MattingInterruptedException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public MattingInterruptedException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public MattingInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
