package dev.deepmatting.error;

/**
 * An image, a trimap or an argument cannot be used; the call changed nothing.
 *
 * @since 0.1
 */
public class InvalidInputException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
