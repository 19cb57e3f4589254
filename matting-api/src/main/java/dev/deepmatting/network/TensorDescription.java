package dev.deepmatting.network;

import java.util.List;

/**
 * What a file says about one tensor.
 *
 * @param name its name in the file
 * @param dataType how its numbers are stored, such as {@code F32}, {@code BF16} or {@code I64}
 * @param shape its sizes, slowest dimension first; empty for a single number
 * @param bytes the uncompressed length of its numbers
 * @since 0.1
 */
public record TensorDescription(String name, String dataType, List<Integer> shape, long bytes) {
  /**
   * Makes the shape immutable.
   *
   * @param name its name in the file
   * @param dataType how its numbers are stored
   * @param shape its sizes
   * @param bytes the length of its numbers
   */
  public TensorDescription {
    shape = List.copyOf(shape);
  }
}
