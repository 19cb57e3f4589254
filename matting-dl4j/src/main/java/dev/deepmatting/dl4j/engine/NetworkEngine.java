package dev.deepmatting.dl4j.engine;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;

/** A loaded network, ready to run. Implementations are safe to share between threads. */
public interface NetworkEngine extends AutoCloseable {
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
   * Runs the network once.
   *
   * @param input [1, 4, H, W], H and W multiples of 32
   * @param listener hears the progress
   * @return the alpha, [1, 1, H, W] in 0..1
   * @throws dev.deepmatting.error.PredictionInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if the engine fails
   * @throws IllegalStateException after {@link #close()}
   */
  FloatTensor run(FloatTensor input, ProgressListener listener);

  /** Waits for what runs and frees the native memory. Later calls do nothing. */
  @Override
  void close();
}
