package dev.deepmatting.dl4j.internal.backprop;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tensor that may learn.
 *
 * @param name its name in files
 * @param value its numbers, row-major and without gaps; kernels [out, in, height, width]
 * @param gradient where its gradient is added up, of the same shape and order; null if it is frozen
 */
public record Parameter(String name, INDArray value, INDArray gradient) {
  /**
   * Whether it learns.
   *
   * @return true if it has a gradient
   */
  public boolean trains() {
    return gradient != null;
  }
}
