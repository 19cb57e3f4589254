package dev.deepmatting.error;

/**
 * A model file cannot be used: it is damaged, not a model, or for another network.
 *
 * @since 0.1
 */
public class ModelFormatException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
