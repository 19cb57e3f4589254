package dev.deepmatting.dl4j.internal.backprop;

/**
 * What a max pooling gave, and where it found the maxima. Released as one, before the pooling's
 * input.
 */
public interface Pooled {
  /**
   * The maxima.
   *
   * @return [N, C, H/2, W/2]
   */
  Activation output();
}
