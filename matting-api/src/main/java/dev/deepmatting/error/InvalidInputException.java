package dev.deepmatting.error;

/**
 * An image, a trimap or an argument that cannot be used; nothing was changed by the call.
 *
 * @since 0.1
 */
public class InvalidInputException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * An error that another one caused.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
