package dev.deepmatting.dl4j.internal.backprop;

/**
 * The result of a max pooling and the positions of the maxima, released together, before the
 * pooling's input.
 */
public interface Pooled {
  /**
   * Returns the maxima.
   *
   * @return [N, C, H/2, W/2]
   */
  Activation output();
}
