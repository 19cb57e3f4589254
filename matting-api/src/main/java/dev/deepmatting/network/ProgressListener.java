package dev.deepmatting.network;

/**
 * Is notified of the progress of a prediction.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ProgressListener {
  /** A listener that does nothing. */
  ProgressListener NONE = done -> {};

  /**
   * Reports progress, in rising order, on a thread of the engine or of the caller; the prediction
   * waits for it to return. An exception thrown here ends the prediction and reaches its caller.
   *
   * <p>It must not call {@code predict} or {@code close} of the same {@link
   * dev.deepmatting.Matting}, which would wait for itself: both throw an {@link
   * IllegalStateException}.
   *
   * @param done the share of the work done, 0 to 1
   */
  void progress(double done);
}
