package dev.deepmatting.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * Is notified of each picture. Calls come one at a time, except {@link #predicting}, which can come
 * during another call. An exception ends the run and reaches its caller.
 *
 * <p>{@link #warned}, {@link #done}, {@link #skipped} and {@link #failed} come on the thread that
 * runs the batch, in the order of the pictures, whichever finishes first. The work continues
 * meanwhile, up to the bound of the run.
 *
 * @since 0.1
 */
public interface BatchListener {
  /** A listener that does nothing. */
  BatchListener NONE = new BatchListener() {};

  /**
   * A file has no counterpart. Called before the first picture.
   *
   * @param message the file and what was wanted
   */
  default void unmatched(String message) {}

  /**
   * A matte is being predicted. Called on a thread of the engine or of the batch, not in the order
   * of the pictures; no other call waits for it.
   *
   * @param input the picture
   * @param done the share of its prediction that is done, 0 to 1
   */
  default void predicting(BatchInput input, double done) {}

  /**
   * The values of a picture's trimap or matte are probably not meant, for example inverted. Called
   * before {@link #done}: the results are written all the same.
   *
   * @param input the picture
   * @param message the file, what is odd and what was wanted
   */
  default void warned(BatchInput input, String message) {}

  /**
   * The results of a picture are written.
   *
   * @param input the picture
   * @param results its files, in the order of their suffixes
   */
  default void done(BatchInput input, List<Path> results) {}

  /**
   * A picture was skipped because its results exist already.
   *
   * @param input the picture
   * @param results its files, in the order of their suffixes
   */
  default void skipped(BatchInput input, List<Path> results) {}

  /**
   * A picture failed; the run continues with the others.
   *
   * @param failure the picture and the reason
   */
  default void failed(BatchSummary.Failure failure) {}
}
