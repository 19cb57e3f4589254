package dev.deepmatting.network;

/**
 * Hears how far a prediction has come.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ProgressListener {
  /** A listener that does nothing. */
  ProgressListener NONE = done -> {};

  /**
   * Called on a thread of the engine or of the caller, in rising order; the prediction waits for it
   * to return. An exception thrown here ends the prediction and reaches its caller.
   *
   * <p>It must not call {@code predict} or {@code close} of the same {@link
   * dev.deepmatting.Matting}, which would wait for itself: both raise an {@link
   * IllegalStateException} here.
   *
   * @param done the share of the work that is done, 0 to 1
   */
  void progress(double done);
}
