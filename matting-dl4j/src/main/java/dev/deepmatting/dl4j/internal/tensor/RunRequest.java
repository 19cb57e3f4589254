package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Optional;

/**
 * What a network is asked for: the alpha of a window of what it sees, or of some of the window's
 * pixels. How much it computes for that is its own decision. Immutable as long as nobody writes to
 * the tensor or the set.
 *
 * @param input [1, C, H, W], C the network's input channels, H and W multiples of 32
 * @param window the part of the input whose alpha is given
 * @param wanted the pixels of the input whose alpha counts, all in the window; empty if all of the
 *     window's do
 */
public record RunRequest(FloatTensor input, Window window, Optional<PixelSet> wanted) {
  /**
   * Asks for everything.
   *
   * @param input what the network sees
   * @return the request
   */
  public static RunRequest whole(FloatTensor input) {
    Window all = Window.whole(input.size(3), input.size(2));
    return new RunRequest(input, all, Optional.empty());
  }

  /**
   * The rows of what the network sees.
   *
   * @return H
   */
  public int height() {
    return input.size(2);
  }

  /**
   * The columns of what the network sees.
   *
   * @return W
   */
  public int width() {
    return input.size(3);
  }
}
