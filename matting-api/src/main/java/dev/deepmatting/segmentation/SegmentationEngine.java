package dev.deepmatting.segmentation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A loaded segmentation network. It knows nothing of pictures: it gets numbers and gives numbers.
 * Safe to share between threads; runs one call after the other.
 *
 * @since 0.1
 */
public interface SegmentationEngine extends AutoCloseable {
  /**
   * An output's numbers.
   *
   * @param shape its sizes, the last one running fastest
   * @param values as many numbers as the product of the sizes
   */
  record Plane(List<Integer> shape, float[] values) {}

  /**
   * Returns the shape of the input: batch, then channels, height and width, or height, width and
   * channels.
   *
   * @return four sizes; -1 where the network takes any
   */
  List<Integer> inputShape();

  /**
   * Returns the outputs of numbers.
   *
   * @return at least one name, in the file's order
   */
  List<String> outputs();

  /**
   * Returns the operation that makes an output's values, not counting those that only move them.
   *
   * @param output its name
   * @return ONNX's name of it, such as {@code Sigmoid}; empty if the file does not tell
   */
  Optional<String> operationOf(String output);

  /**
   * Runs the network.
   *
   * @param input the picture's numbers
   * @param shape their four sizes
   * @param output the wanted output
   * @param limit the longest time of the run
   * @return its numbers
   * @throws dev.deepmatting.error.EngineException if it fails, takes longer or lacks memory
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted; the run
   *     ends before its next operation
   * @throws IllegalStateException if it is closed
   */
  Plane run(float[] input, List<Integer> shape, String output, Duration limit);

  /** Waits for the running call and frees the memory; later calls do nothing. */
  @Override
  void close();
}
