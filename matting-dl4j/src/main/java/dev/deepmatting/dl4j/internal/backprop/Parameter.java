package dev.deepmatting.dl4j.internal.backprop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tensor that may learn.
 *
 * @param name its name in files
 * @param value its numbers, row-major and without gaps; kernels [out, in, height, width]
 * @param sum where its gradient is added up, of the same shape and order; null if it is frozen
 */
public record Parameter(String name, INDArray value, @Nullable INDArray sum) {
  /**
   * Whether it learns.
   *
   * @return true if it has a gradient
   */
  public boolean trains() {
    return sum != null;
  }

  /**
   * Where its gradient is added up.
   *
   * @return numbers of the same shape and order
   * @throws NullPointerException if it is frozen
   */
  public INDArray gradient() {
    return Objects.requireNonNull(sum, name);
  }
}
