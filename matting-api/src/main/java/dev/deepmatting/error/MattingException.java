package dev.deepmatting.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of every error that this library throws on purpose.
 *
 * @since 0.1
 */
public class MattingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Texts from untrusted files can be long. */
  private static final int LONGEST = 4000;

  /** The length of the end, which says what was wanted. */
  private static final int END = 1000;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   */
  public MattingException(String message) {
    super(shortened(message));
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the parameter, its value and what was wanted
   * @param cause the underlying error
   */
  public MattingException(String message, Throwable cause) {
    super(shortened(message), cause);
  }

  private static @Nullable String shortened(@Nullable String message) {
    return message == null || message.length() <= LONGEST
        ? message
        : message.substring(0, LONGEST - END) + " ... " + message.substring(message.length() - END);
  }

  /**
   * Returns what was wrong.
   *
   * @return the parameter, its value and what was wanted; of a very long text the start and the end
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "unknown");
  }
}
