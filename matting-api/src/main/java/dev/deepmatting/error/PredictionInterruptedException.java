package dev.deepmatting.error;

/** The calling thread was interrupted; its interrupt flag is set again. */
public class PredictionInterruptedException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public PredictionInterruptedException(String message) {
    super(message);
  }

  /**
   * An error that another one caused.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public PredictionInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
