package dev.deepmatting.batch;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The outcome of a batch. Immutable.
 *
 * @param done how many pictures have new results
 * @param skipped how many pictures already had results
 * @param failures the failed pictures, in order
 * @param unmatched a message for each file without a counterpart
 * @param notDone how many pictures were left when the run was interrupted; for a stream, only those
 *     that had begun
 * @param megapixels the decoded and finished photographs, in millions of pixels
 * @param seconds the duration of the run
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
   * @param skipped how many pictures already had results
   * @param failures the failed pictures
   * @param unmatched messages about files without a counterpart
   * @param notDone how many pictures were left
   * @param megapixels the decoded and finished photographs
   * @param seconds the duration of the run
   */
  public BatchSummary {
    failures = List.copyOf(failures);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * A picture without results. Immutable.
   *
   * @param input the picture
   * @param reason what was wrong, with the file and what was wanted
   * @param cause the underlying error
   */
  public record Failure(BatchInput input, String reason, Throwable cause) {
    /**
     * Checks that nothing is null.
     *
     * @param input the picture
     * @param reason what was wrong
     * @param cause the underlying error
     */
    public Failure {
      Objects.requireNonNull(input, "input");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(cause, "cause");
    }

    /** Prefixes the image's name to a message that names none of the files. */
    static Failure of(BatchInput input, Throwable cause, String message) {
      return new Failure(
          input, input.isNamedIn(message) ? message : input.image().name() + ": " + message, cause);
    }
  }

  /**
   * The number of inputs: pictures, and files without a counterpart.
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

  /** Returns one line, such as {@code 3 done, 1 failed; 36.2 megapixels in 12.3 s}. */
  @Override
  public String toString() {
    return describe("done");
  }

  /**
   * Returns the line of {@link #toString()} with another verb.
   *
   * @param made the verb for pictures with new results, such as {@code predicted}
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
