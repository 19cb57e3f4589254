package dev.deepmatting.error;

/**
 * No engine could be found or started, or the engine failed while running.
 *
 * @since 0.1
 */
public class EngineException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public EngineException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
