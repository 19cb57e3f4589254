package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;

/**
 * A loaded network, ready to run. Implementations are safe to share between threads. Runs queue;
 * memory figures are available at once, even during a run.
 */
public interface NetworkEngine extends AutoCloseable {
  /**
   * The distance from a window's edge, in pixels, within which alpha can differ from that of the
   * whole image: the reach of the layers that are computed for the window alone.
   */
  int WINDOW_REACH = 28;

  /**
   * Returns the loaded network's configuration.
   *
   * @return the configuration
   */
  NetworkConfig config();

  /**
   * Returns whether the engine computes less if not all pixels of a window are wanted.
   *
   * @return false by default
   */
  default boolean computesParts() {
    return false;
  }

  /**
   * Measures the memory of runs, possibly after queueing: once, before predictions.
   *
   * @param inParts whether requests say which pixels are wanted
   * @return the most memory that runs need besides the weights
   */
  RunEstimate estimate(boolean inParts);

  /**
   * Returns the memory of the weights.
   *
   * @return bytes
   */
  long weightBytes();

  /**
   * Returns the memory that a run uses, or that is kept from it for the next one.
   *
   * @return bytes; 0 by default
   */
  default long heldBytes() {
    return 0;
  }

  /**
   * Releases memory kept from earlier runs if it exceeds a limit; memory of a current run, as soon
   * as the run ends.
   *
   * @param bytes the most to keep
   */
  default void holdAtMost(long bytes) {}

  /**
   * Runs the network once, after all runs that other threads requested before.
   *
   * @param request what to compute
   * @param listener is notified of progress
   * @return the window's alpha, [1, 1, its height, its width] in 0..1: with region-restricted
   *     computation exact at the wanted pixels and undefined at others, else exact except within
   *     the {@link #WINDOW_REACH} pixels along edges that are not the input's
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if the engine fails
   * @throws IllegalStateException after {@link #close()}
   */
  FloatTensor run(RunRequest request, ProgressListener listener);

  /** Waits for a current run and frees the native memory. Later calls do nothing. */
  @Override
  void close();
}
