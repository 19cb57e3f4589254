package dev.deepmatting.batch;

/** What became of a pair. */
sealed interface PairOutcome {
  /**
   * Its results were written.
   *
   * @param pair which one
   * @param results its files
   * @param pixels how many it has
   */
  record Predicted(MattingPair pair, ResultFiles results, long pixels) implements PairOutcome {}

  /**
   * Its results were there.
   *
   * @param pair which one
   * @param results its files
   */
  record Skipped(MattingPair pair, ResultFiles results) implements PairOutcome {}

  /**
   * It could not be predicted.
   *
   * @param failure why
   */
  record Failed(FailedPair failure) implements PairOutcome {}

  /** The run was stopped before. */
  record NotDone() implements PairOutcome {}
}
