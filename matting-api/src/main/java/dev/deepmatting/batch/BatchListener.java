package dev.deepmatting.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * Hears of each picture, one call at a time but for {@link #predicting}, which may come during
 * another call. What it throws ends the run and reaches its caller.
 *
 * <p>{@link #done}, {@link #skipped} and {@link #failed} come on the thread that runs the batch, in
 * the order of the pictures, whichever was done first. The work goes on meanwhile, up to the bound
 * of the run.
 *
 * @since 0.1
 */
public interface BatchListener {
  /** A listener that does nothing. */
  BatchListener NONE = new BatchListener() {};

  /**
   * A file has no counterpart. Told before the first picture.
   *
   * @param message the file and what was wanted
   */
  default void unmatched(String message) {}

  /**
   * A matte is being predicted. Told on a thread of the engine or of the batch; not for every
   * picture in order, and none of the other calls waits for it.
   *
   * @param input whose
   * @param done the share of its prediction that is done, 0 to 1
   */
  default void predicting(BatchInput input, double done) {}

  /**
   * The results of a picture are written.
   *
   * @param input which one
   * @param results its files, in the order of their ends
   */
  default void done(BatchInput input, List<Path> results) {}

  /**
   * A picture was left out: its results are there already.
   *
   * @param input which one
   * @param results its files, in the order of their ends
   */
  default void skipped(BatchInput input, List<Path> results) {}

  /**
   * A picture has no results; the others go on.
   *
   * @param failure which one and why
   */
  default void failed(BatchSummary.Failure failure) {}
}
