package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Optional;

/**
 * A request to a network: the alpha of a window of its input, or of some of the window's pixels.
 * How much it computes for that is the network's decision. Immutable as long as the tensor and the
 * set do not change.
 *
 * @param input [1, C, H, W], C the network's input channels, H and W multiples of 32
 * @param window the part of the input whose alpha is returned
 * @param wanted the pixels of the input whose alpha counts, all in the window; empty if all pixels
 *     of the window count
 */
public record RunRequest(FloatTensor input, Window window, Optional<PixelSet> wanted) {
  /**
   * Requests everything.
   *
   * @param input the network's input
   * @return the request
   */
  public static RunRequest whole(FloatTensor input) {
    Window all = Window.whole(input.size(3), input.size(2));
    return new RunRequest(input, all, Optional.empty());
  }

  /**
   * Returns the rows of the input.
   *
   * @return H
   */
  public int height() {
    return input.size(2);
  }

  /**
   * Returns the columns of the input.
   *
   * @return W
   */
  public int width() {
    return input.size(3);
  }
}
