package dev.deepmatting.error;

/**
 * A file could not be fetched, verified or stored in the cache, or the calling thread was
 * interrupted while waiting; its interrupt flag is then set again.
 *
 * @since 0.1
 */
public class DownloadException extends MattingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an error without a cause.
   *
   * @param message what was wrong: the file, what happened and what was wanted
   */
  public DownloadException(String message) {
    super(message);
  }

  /**
   * Creates an error with a cause.
   *
   * @param message what was wrong: the file, what happened and what was wanted
   * @param cause the underlying error
   */
  public DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
