package dev.deepmatting.error;

/**
 * A model file that cannot be used: damaged, not a model, or of another network.
 *
 * @since 0.1
 */
public class ModelFormatException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * An error that another one caused.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
