package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;

/** A loaded network, ready to run. Implementations are safe to share between threads. */
public interface NetworkEngine extends AutoCloseable {
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
   * The memory that the weights take.
   *
   * @return bytes
   */
  long weightBytes();

  /**
   * The most memory that a run needs beside the weights.
   *
   * @param height a multiple of 32
   * @param width a multiple of 32
   * @return bytes
   */
  long runBytes(int height, int width);

  /**
   * The memory that is kept from earlier runs for later ones.
   *
   * @return bytes; 0 unless said otherwise
   */
  default long heldBytes() {
    return 0;
  }

  /**
   * Gives back what is kept from earlier runs if it is more than the next one may take.
   *
   * @param bytes what may be kept
   */
  default void holdAtMost(long bytes) {}

  /**
   * Runs the network once.
   *
   * @param input [1, C, H, W], C the input channels of {@link #config}, H and W multiples of 32
   * @param listener hears the progress
   * @return the alpha, [1, 1, H, W] in 0..1
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if the engine fails
   * @throws IllegalStateException after {@link #close()}
   */
  FloatTensor run(FloatTensor input, ProgressListener listener);

  /**
   * How near to the edge of a window alpha may differ from that of the whole, in pixels: as far as
   * the layers reach that are computed for the window alone.
   */
  int WINDOW_REACH = 28;

  /**
   * Runs the network once for a part of what it sees.
   *
   * @param input as {@link #run(FloatTensor, ProgressListener)} takes it
   * @param window of the input
   * @param listener hears the progress
   * @return the window's alpha, exact but for the {@link #WINDOW_REACH} pixels along edges that are
   *     not the input's
   */
  default FloatTensor run(FloatTensor input, Window window, ProgressListener listener) {
    return window.cut(run(input, listener));
  }

  /**
   * Whether {@link #run(FloatTensor, PixelSet, ProgressListener)} computes less than all.
   *
   * @return false unless said otherwise
   */
  default boolean computesParts() {
    return false;
  }

  /**
   * The most memory that a run for some pixels needs beside the weights.
   *
   * @param height a multiple of 32
   * @param width a multiple of 32
   * @return bytes
   */
  default long partBytes(int height, int width) {
    return runBytes(height, width);
  }

  /**
   * Runs the network once for some pixels: of each layer only what those pixels depend on.
   *
   * @param input as {@link #run(FloatTensor, ProgressListener)} takes it
   * @param wanted pixels of the input
   * @param listener hears the progress
   * @return alpha, [1, 1, H, W], any numbers at other pixels
   */
  default FloatTensor run(FloatTensor input, PixelSet wanted, ProgressListener listener) {
    return run(input, listener);
  }

  /** Waits for what runs and frees the native memory. Later calls do nothing. */
  @Override
  void close();
}
