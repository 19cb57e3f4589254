package dev.deepmatting.error;

import java.util.Objects;

/**
 * The root of every error that this library throws on purpose.
 *
 * @since 0.1
 */
public class MattingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public MattingException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public MattingException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns what was wrong.
   *
   * @return the parameter, its value and what was wanted
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "unknown");
  }
}
