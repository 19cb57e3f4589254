package dev.deepmatting.batch;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What became of a batch. Immutable.
 *
 * @param done how many pictures have new results
 * @param skipped how many had their results already
 * @param failures those that failed, in the order of the pictures
 * @param unmatched a message for each file without a counterpart
 * @param notDone how many pictures were left when the run was interrupted; of a stream only those
 *     that were begun, since nobody knows the rest
 * @param megapixels the photographs that were decoded and done, in millions of pixels
 * @param seconds how long the run took
 * @since 0.1
 */
public record BatchSummary(
    int done,
    int skipped,
    List<Failure> failures,
    List<String> unmatched,
    int notDone,
    double megapixels,
    double seconds) {
  /**
   * Copies the lists.
   *
   * @param done how many pictures have new results
   * @param skipped how many had their results already
   * @param failures those that failed
   * @param unmatched messages about files without a counterpart
   * @param notDone how many pictures were left
   * @param megapixels what was decoded and done
   * @param seconds how long the run took
   */
  public BatchSummary {
    failures = List.copyOf(failures);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * A picture without results. Immutable.
   *
   * @param input which one
   * @param reason what was wrong, with the file and what was wanted
   * @param cause the error behind it
   */
  public record Failure(BatchInput input, String reason, Throwable cause) {
    /**
     * Checks that nothing is null.
     *
     * @param input which one
     * @param reason what was wrong
     * @param cause the error behind it
     */
    public Failure {
      Objects.requireNonNull(input, "input");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(cause, "cause");
    }

    /** Puts the image's name before a message that names none of the files. */
    static Failure of(BatchInput input, Throwable cause, String message) {
      boolean named = input.files().anyMatch(file -> message.contains(file.toString()));
      return new Failure(input, named ? message : input.image() + ": " + message, cause);
    }
  }

  /**
   * How many inputs there were: pictures, and files without a counterpart.
   *
   * @return the sum of all counts
   */
  public int inputs() {
    return done + skipped + failures.size() + unmatched.size() + notDone;
  }

  /**
   * Whether every input has its results now.
   *
   * @return false if something failed, was unmatched or is not done
   */
  public boolean isComplete() {
    return failures.isEmpty() && unmatched.isEmpty() && notDone == 0;
  }

  /** One line, such as {@code 3 done, 1 failed; 36.2 megapixels in 12.3 s}. */
  @Override
  public String toString() {
    return describe("done");
  }

  /**
   * The line of {@link #toString()} in other words.
   *
   * @param made what became of those with new results, such as {@code predicted}
   * @return {@code 3 predicted, 1 failed; 36.2 megapixels in 12.3 s}
   */
  public String describe(String made) {
    StringBuilder text = new StringBuilder(done + " " + made);
    append(text, skipped, "skipped");
    append(text, failures.size(), "failed");
    append(text, unmatched.size(), "without a counterpart");
    append(text, notDone, "not done");
    return text.append(
            String.format(Locale.ROOT, "; %.1f megapixels in %.1f s", megapixels, seconds))
        .toString();
  }

  private static void append(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
