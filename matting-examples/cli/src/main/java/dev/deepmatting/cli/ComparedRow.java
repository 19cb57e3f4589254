package dev.deepmatting.cli;

import dev.deepmatting.metrics.MattingScores;
import java.util.List;
import java.util.Optional;

/**
 * The results of one picture.
 *
 * @param name the picture's
 * @param group the group in which it is averaged
 * @param results one for each model, in their order; empty for a model that rejected the picture
 */
record ComparedRow(String name, String group, List<Optional<Result>> results) {
  /**
   * The result of one model.
   *
   * @param seconds from picture to matte, both in memory
   * @param scores the matte's errors, if the truth is known
   */
  record Result(double seconds, Optional<MattingScores> scores) {
    /** Returns the SAD if there is one, otherwise the time. */
    String text() {
      return scores
          .map(found -> "SAD " + TableText.number(found.sad()))
          .orElseGet(() -> TableText.number(seconds) + " s");
    }
  }

  /** Returns whether no model rejected the picture, so that it counts in means. */
  boolean isComplete() {
    return results.stream().allMatch(Optional::isPresent);
  }
}
