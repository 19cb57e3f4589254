package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;

/**
 * A loaded network, ready to run. Implementations are safe to share between threads. Runs queue;
 * what is told of memory is read at once, whatever runs.
 */
public interface NetworkEngine extends AutoCloseable {
  /**
   * How near to the edge of a window alpha may differ from that of the whole, in pixels: as far as
   * the layers reach that are computed for the window alone.
   */
  int WINDOW_REACH = 28;

  /**
   * What to throw where numbers inside the network are beyond what floats hold.
   *
   * @return the error, the same for all engines
   */
  static EngineException overflow() {
    return new EngineException(
        "the network's numbers overflow, wanted finite ones; the model's weights are not those of a"
            + " trained network");
  }

  /**
   * The loaded network.
   *
   * @return its configuration
   */
  NetworkConfig config();

  /**
   * Whether less is computed if not all pixels of a window are wanted.
   *
   * @return false unless said otherwise
   */
  default boolean computesParts() {
    return false;
  }

  /**
   * Learns what runs take, for which it may queue: once, before predictions.
   *
   * @param inParts whether requests say which pixels are wanted
   * @return the most memory that runs need beside the weights
   */
  RunEstimate estimate(boolean inParts);

  /**
   * The memory that the weights take.
   *
   * @return bytes
   */
  long weightBytes();

  /**
   * The memory that a run uses, or that is kept from it for the next one.
   *
   * @return bytes; 0 unless said otherwise
   */
  default long heldBytes() {
    return 0;
  }

  /**
   * Gives back what is kept from earlier runs if it is more than the next one may take; what a run
   * uses, as soon as that ends.
   *
   * @param bytes what may be kept
   */
  default void holdAtMost(long bytes) {}

  /**
   * Runs the network once, behind all runs that other threads asked for before.
   *
   * @param request what is wanted
   * @param listener hears the progress
   * @return the window's alpha, [1, 1, its height, its width] in 0..1: exact at the wanted pixels
   *     where parts are computed, any numbers at others; else exact but for the {@link
   *     #WINDOW_REACH} pixels along edges that are not the input's
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if the engine fails
   * @throws IllegalStateException after {@link #close()}
   */
  FloatTensor run(RunRequest request, ProgressListener listener);

  /** Waits for what runs and frees the native memory. Later calls do nothing. */
  @Override
  void close();
}
