package dev.deepmatting.spi;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;

/** A loaded network. Implementations are safe to share between threads. */
public interface MattingEngine extends AutoCloseable {
  /**
   * The shape of the loaded network.
   *
   * @return its configuration
   */
  NetworkConfig network();

  /**
   * What became of the tensors of the file that was loaded.
   *
   * @return the report of the import
   */
  ImportReport importReport();

  /**
   * Predicts an alpha matte; known pixels come out exactly 0 or 1.
   *
   * @param image the photograph
   * @param trimap the trimap, of the same size
   * @param listener hears the progress
   * @return the alpha matte, of the same size
   * @throws dev.deepmatting.error.PredictionInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if the engine fails
   * @throws IllegalStateException after {@link #close()}, or if the listener calls this method
   */
  AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener);

  /**
   * Waits for running predictions and frees the native memory. Later calls do nothing.
   *
   * @throws IllegalStateException if the listener of a running prediction calls this method
   */
  @Override
  void close();
}
