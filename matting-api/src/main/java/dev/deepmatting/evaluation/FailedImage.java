package dev.deepmatting.evaluation;

import java.util.Objects;

/**
 * An image that could not be scored. It counts in no mean. Immutable.
 *
 * @param name the file stem; with several trimaps for it, {@code FOLDER/STEM}
 * @param reason what was wrong, with the file and what was wanted
 * @since 0.1
 */
public record FailedImage(String name, String reason) {
  /**
   * Checks that both are there.
   *
   * @param name the file stem
   * @param reason what was wrong
   */
  public FailedImage {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
  }
}
