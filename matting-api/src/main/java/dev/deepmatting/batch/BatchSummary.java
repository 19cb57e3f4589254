package dev.deepmatting.batch;

import java.util.List;
import java.util.Locale;

/**
 * What became of a batch. Immutable.
 *
 * @param predicted how many pairs were predicted
 * @param skipped how many had their results already
 * @param failures those that failed, in the order of the pairs
 * @param unmatched a message for each file without a counterpart
 * @param notDone how many pairs were left when the run was interrupted; of a stream only those that
 *     were begun, since nobody knows the rest
 * @param megapixels what was predicted, in millions of pixels
 * @param seconds how long the run took
 */
public record BatchSummary(
    int predicted,
    int skipped,
    List<FailedPair> failures,
    List<String> unmatched,
    int notDone,
    double megapixels,
    double seconds) {
  /**
   * Copies the lists.
   *
   * @param predicted how many pairs were predicted
   * @param skipped how many had their results already
   * @param failures those that failed
   * @param unmatched messages about files without a counterpart
   * @param notDone how many pairs were left
   * @param megapixels what was predicted
   * @param seconds how long the run took
   */
  public BatchSummary {
    failures = List.copyOf(failures);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * How many inputs there were: pairs, and files without a counterpart.
   *
   * @return the sum of all counts
   */
  public int inputs() {
    return predicted + skipped + failures.size() + unmatched.size() + notDone;
  }

  /**
   * Whether every input has its results now.
   *
   * @return false if something failed, was unmatched or is not done
   */
  public boolean isComplete() {
    return failures.isEmpty() && unmatched.isEmpty() && notDone == 0;
  }

  /** One line, such as {@code 3 predicted, 1 failed; 36.2 megapixels in 12.3 s}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(predicted + " predicted");
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
