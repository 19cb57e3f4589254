package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.dl4j.tensor.FloatTensor;

/**
 * A batch in the Java heap.
 *
 * @param input [N, 4, H, W], what the network is given
 * @param label [N, 11, H, W], what is true of it
 */
public record Batch(FloatTensor input, FloatTensor label) {
  /**
   * How many samples it has.
   *
   * @return N
   */
  public int size() {
    return input.size(0);
  }

  /**
   * Some of its samples.
   *
   * @param from the first
   * @param to the one after the last
   * @return a batch of copies, or this one if that is all of it
   */
  public Batch part(int from, int to) {
    return from == 0 && to == size() ? this : new Batch(input.part(from, to), label.part(from, to));
  }
}
