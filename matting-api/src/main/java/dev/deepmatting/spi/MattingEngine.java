package dev.deepmatting.spi;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import java.util.Optional;

/**
 * A predictor: a loaded network, or a method without a network. Implementations are safe to share
 * between threads.
 *
 * @since 0.1
 */
public interface MattingEngine extends AutoCloseable {
  /**
   * Returns the shape of the loaded network.
   *
   * @return its configuration; empty for a method without a network
   */
  Optional<NetworkConfig> network();

  /**
   * Reports which tensors of the loaded file were used.
   *
   * @return the report of the import; empty for a method without a network
   */
  Optional<ImportReport> importReport();

  /**
   * Predicts an alpha matte; known pixels come out exactly 0 or 1.
   *
   * @param image the photograph
   * @param trimap the trimap, of the same size
   * @param alpha receives the alpha matte's rows, on the calling thread
   * @param listener is notified of the progress
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.InvalidInputException if a file that is read row by row is
   *     damaged
   * @throws dev.deepmatting.error.EngineException if the engine fails, or there is not enough
   *     memory
   * @throws IllegalStateException after {@link #close()}, or if the listener calls this method
   */
  void predict(ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener);

  /**
   * Predicts an alpha matte in memory.
   *
   * @param image the photograph
   * @param trimap the trimap, of the same size
   * @param listener is notified of the progress
   * @return the alpha matte, of the same size
   */
  default AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener) {
    WholeAlpha alpha = new WholeAlpha(image.width(), image.height());
    predict(image, trimap, alpha, listener);
    return alpha.toMatte();
  }

  /**
   * Returns the most memory that a prediction takes: weights, buffers and pictures in memory,
   * without the JVM's own needs.
   *
   * @param width of the picture
   * @param height of the picture
   * @return the amount if every pixel is unknown
   */
  MemorySize memoryFor(int width, int height);

  /**
   * Waits for running predictions and frees the native memory. Later calls do nothing.
   *
   * @throws IllegalStateException if the listener of a running prediction calls this method
   */
  @Override
  void close();
}
