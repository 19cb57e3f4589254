package dev.deepmatting.dl4j.internal.backprop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tensor that learns, unless it is frozen.
 *
 * @param name its name in files
 * @param value its numbers, row-major and without gaps; kernels [out, in, height, width]
 * @param sum its accumulated gradient, of the same shape and order; null if it is frozen
 */
public record Parameter(String name, INDArray value, @Nullable INDArray sum) {
  /**
   * Returns whether it learns.
   *
   * @return true if it has a gradient
   */
  public boolean trains() {
    return sum != null;
  }

  /**
   * Returns its accumulated gradient.
   *
   * @return numbers of the same shape and order
   * @throws NullPointerException if it is frozen
   */
  public INDArray gradient() {
    return Objects.requireNonNull(sum, name);
  }
}
