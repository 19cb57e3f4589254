package dev.deepmatting.dl4j.internal.backprop;

/** Values that flow between layers, [N, C, H, W], in whatever layout the kernels like. */
public interface Activation {
  /**
   * The sizes.
   *
   * @return N, C, H, W; not to be changed
   */
  int[] shape();
}
