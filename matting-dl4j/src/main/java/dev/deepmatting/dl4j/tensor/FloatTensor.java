package dev.deepmatting.dl4j.tensor;

import java.util.Arrays;

/**
 * A dense float tensor in row-major order. It hands out its array without a copy; callers must not
 * change the values.
 */
public final class FloatTensor {
  private final int[] shape;
  private final float[] values;

  /**
   * Wraps an array, which is not copied.
   *
   * @param values the values in row-major order
   * @param shape the sizes, slowest dimension first
   * @throws IllegalArgumentException if the shape does not have that many elements
   */
  public FloatTensor(float[] values, int... shape) {
    this.shape = shape.clone();
    this.values = values;
    long elements = 1;
    for (int size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " has "
              + elements
              + " elements, got "
              + values.length);
    }
  }

  /**
   * Returns the sizes.
   *
   * @return a copy, slowest dimension first
   */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * Returns one size.
   *
   * @param dimension 0 for the slowest
   * @return the size
   */
  public int size(int dimension) {
    return shape[dimension];
  }

  /**
   * Returns the values.
   *
   * @return the tensor's own array, in row-major order
   */
  public float[] values() {
    return values;
  }

  /**
   * Copies some slices along the slowest dimension.
   *
   * @param from the first
   * @param to the one after the last
   * @return a new tensor
   */
  public FloatTensor part(int from, int to) {
    int[] sizes = shape();
    int slice = sizes[0] == 0 ? 0 : values.length / sizes[0];
    sizes[0] = to - from;
    return new FloatTensor(Arrays.copyOfRange(values, from * slice, to * slice), sizes);
  }
}
