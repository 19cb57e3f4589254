package dev.deepmatting.cli;

import dev.deepmatting.metrics.MattingScores;
import java.util.List;
import java.util.Optional;

/**
 * What became of one picture.
 *
 * @param name the picture's
 * @param group what it is averaged with
 * @param results one for each model, in their order; empty for a model that refused the picture
 */
record ComparedRow(String name, String group, List<Optional<Result>> results) {
  /**
   * What one model did.
   *
   * @param seconds from picture to matte, both in memory
   * @param scores the matte's errors, if the truth is known
   */
  record Result(double seconds, Optional<MattingScores> scores) {
    /** The SAD if there is one, else the time: what a picture's matte is told by. */
    String text() {
      return scores
          .map(found -> "SAD " + TableText.number(found.sad()))
          .orElseGet(() -> TableText.number(seconds) + " s");
    }
  }

  /** Whether no model refused the picture, so that it counts in means. */
  boolean isComplete() {
    return results.stream().allMatch(Optional::isPresent);
  }
}
