package dev.deepmatting.batch;

/**
 * Hears of each pair, one call at a time but for {@link #predicting}, which may come during another
 * call. What it throws ends the run and reaches its caller.
 *
 * <p>{@link #predicted}, {@link #skipped} and {@link #failed} come on the thread that runs the
 * batch, in the order of the pairs, whichever was done first. The work goes on meanwhile, up to the
 * bound of the run.
 */
public interface BatchListener {
  /** A listener that does nothing. */
  BatchListener NONE = new BatchListener() {};

  /**
   * A file has no counterpart. Told before the first pair.
   *
   * @param message the file and what was wanted
   */
  default void unmatched(String message) {}

  /**
   * A pair is being predicted. Told on a thread of the engine or of the batch; not for every pair
   * in order, and none of the other calls waits for it.
   *
   * @param pair which one
   * @param done the share of its prediction that is done, 0 to 1
   */
  default void predicting(MattingPair pair, double done) {}

  /**
   * A pair was predicted, and its results are written.
   *
   * @param pair which one
   * @param results its files
   */
  default void predicted(MattingPair pair, ResultFiles results) {}

  /**
   * A pair was left out: its results are there already.
   *
   * @param pair which one
   * @param results its files
   */
  default void skipped(MattingPair pair, ResultFiles results) {}

  /**
   * A pair could not be predicted; the others go on.
   *
   * @param failure which one and why
   */
  default void failed(FailedPair failure) {}
}
