package dev.deepmatting.dl4j.internal.weights;

import java.util.List;

/**
 * The description of one tensor in a file.
 *
 * @param name its name
 * @param dataType the type of its numbers
 * @param shape its sizes, slowest dimension first; empty for a single number
 */
public record TensorInfo(String name, DataType dataType, List<Integer> shape) {
  /** The longest Java array of bytes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

  /** Makes the shape immutable. */
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /**
   * Returns the number of elements of a shape, without overflow.
   *
   * @param shape sizes as a file declares them
   * @return the product of the sizes, or -1 if one is negative or beyond an int, or the product of
   *     the first few exceeds a Java array
   */
  public static long elements(List<? extends Number> shape) {
    long elements = 1;
    for (Number size : shape) {
      if (size.longValue() < 0 || size.longValue() > Integer.MAX_VALUE) {
        return -1;
      }
      elements *= size.longValue();
      if (elements > MOST_BYTES) {
        return -1;
      }
    }
    return elements;
  }

  /**
   * Returns the length of a tensor that a file declares, without overflow.
   *
   * @param dataType the type of its numbers
   * @param shape sizes as a file declares them
   * @return bytes, or -1 if a size is negative or the bytes exceed a Java array
   */
  public static long byteLength(DataType dataType, List<? extends Number> shape) {
    long bytes = elements(shape) * dataType.bytes();
    return bytes < 0 || bytes > MOST_BYTES ? -1 : bytes;
  }

  /**
   * Returns the length of its numbers.
   *
   * @return bytes
   */
  public long byteLength() {
    return elements(shape) * dataType.bytes();
  }

  /**
   * Returns the shape as an array.
   *
   * @return a new array
   */
  public int[] sizes() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }
}
