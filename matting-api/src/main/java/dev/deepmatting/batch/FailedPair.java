package dev.deepmatting.batch;

import java.util.Objects;

/**
 * A pair that could not be predicted. Immutable.
 *
 * @param pair which one
 * @param reason what was wrong, with the file and what was wanted
 * @param cause the error behind it
 */
public record FailedPair(MattingPair pair, String reason, Throwable cause) {
  /**
   * Checks that nothing is null.
   *
   * @param pair which one
   * @param reason what was wrong
   * @param cause the error behind it
   */
  public FailedPair {
    Objects.requireNonNull(pair, "pair");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(cause, "cause");
  }

  /** Puts the image's name before a message that names neither file. */
  static FailedPair of(MattingPair pair, Throwable cause, String message) {
    boolean named =
        message.contains(pair.image().toString()) || message.contains(pair.trimap().toString());
    return new FailedPair(pair, named ? message : pair.image() + ": " + message, cause);
  }
}
