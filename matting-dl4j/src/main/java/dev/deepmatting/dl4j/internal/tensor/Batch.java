package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.dl4j.tensor.FloatTensor;

/**
 * A batch in the Java heap.
 *
 * @param input [N, 4, H, W], the network's input
 * @param label [N, 11, H, W], the ground truth
 */
public record Batch(FloatTensor input, FloatTensor label) {
  /**
   * Returns the number of samples.
   *
   * @return N
   */
  public int size() {
    return input.size(0);
  }

  /**
   * Returns some of its samples.
   *
   * @param from the first
   * @param to the one after the last
   * @return a batch of copies, or this one if that is all of it
   */
  public Batch part(int from, int to) {
    return from == 0 && to == size() ? this : new Batch(input.part(from, to), label.part(from, to));
  }
}
