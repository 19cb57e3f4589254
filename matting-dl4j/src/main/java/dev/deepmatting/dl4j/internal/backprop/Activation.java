package dev.deepmatting.dl4j.internal.backprop;

/** Values that flow between layers, [N, C, H, W], in the layout that the kernels prefer. */
public interface Activation {
  /**
   * Returns the sizes.
   *
   * @return N, C, H, W; not to be changed
   */
  int[] shape();
}
