package dev.deepmatting.error;

import org.jspecify.annotations.Nullable;

/**
 * No engine could be found or started, or the engine failed while it ran.
 *
 * @since 0.1
 */
public class EngineException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public EngineException(String message) {
    super(message);
  }

  /**
   * An error that another one caused.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error, or null
   */
  public EngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
