package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A tensor as PyTorch describes it: the position of its first number in a storage, its sizes, and
 * the stride along each dimension. It is checked to be inside its storage and to use no number
 * twice.
 *
 * @param storage the storage
 * @param offset the position of its first number in the storage
 * @param shape its sizes
 * @param dimensions the dimensions of more than one element, the widest stride first; none if the
 *     tensor is empty
 */
record StridedTensor(
    Storages.StorageView storage, long offset, List<Integer> shape, List<Dimension> dimensions) {
  /** More than any network has. */
  private static final int MOST_DIMENSIONS = 32;

  /** The values that a tensor counts as, besides its dimensions. */
  private static final int VALUES = 8;

  /**
   * One dimension.
   *
   * @param size its elements
   * @param stride their distance in the storage
   * @param packedStride their distance in row-major order
   */
  record Dimension(int size, long stride, long packedStride) {}

  /** Checks a description. The storage's own length is checked elsewhere. */
  static StridedTensor of(
      Storages.StorageView storage,
      long offset,
      Sequence sizes,
      Sequence strides,
      PickleInput input) {
    if (sizes.size() != strides.size() || sizes.size() > MOST_DIMENSIONS) {
      throw input.damaged(
          "has a tensor of " + sizes.size() + " sizes and " + strides.size() + " strides");
    }
    input.charge(VALUES + 3 * sizes.size());
    List<Integer> shape = shape(sizes, storage.dataType(), input);
    List<Dimension> dimensions = dimensions(shape, strides, input);
    StridedTensor tensor =
        new StridedTensor(storage, storage.offset() + Math.max(0, offset), shape, dimensions);
    if (offset < 0 || offset > storage.elements()) {
      throw input.damaged(tensor.shown() + " begins at number " + offset + " of its storage");
    }
    tensor.requireInside(storage.elements() - offset, input);
    tensor.requireDistinct(input);
    return tensor;
  }

  private static List<Integer> shape(Sequence sizes, DataType type, PickleInput input) {
    List<Long> wide = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      wide.add(sizes.number(i, input));
    }
    if (TensorInfo.byteLength(type, wide) < 0) {
      throw input.damaged("has a tensor of the sizes " + wide + ", more than 2 GiB or less than 0");
    }
    return wide.stream().map(Long::intValue).toList();
  }

  private static List<Dimension> dimensions(
      List<Integer> shape, Sequence strides, PickleInput input) {
    List<Dimension> dimensions = new ArrayList<>();
    boolean empty = shape.contains(0);
    long packedStride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      long stride = strides.number(i, input);
      if (stride < 0) {
        throw input.damaged("has a tensor of the stride " + stride + ", wanted 0 or more");
      }
      if (shape.get(i) > 1 && !empty) {
        dimensions.add(0, new Dimension(shape.get(i), stride, packedStride));
      }
      packedStride *= Math.max(1, shape.get(i));
    }
    dimensions.sort(Comparator.comparingLong(Dimension::stride).reversed());
    return List.copyOf(dimensions);
  }

  /** Compares by division, since a product can exceed 64 bits. */
  private void requireInside(long elementsLeft, PickleInput input) {
    long room = elementsLeft - (shape.contains(0) ? 0 : 1);
    for (Dimension dimension : dimensions) {
      long steps = dimension.size() - 1L;
      if (dimension.stride() > 0 && steps > room / dimension.stride()) {
        room = -1;
        break;
      }
      room -= steps * dimension.stride();
    }
    if (room < 0) {
      throw input.damaged(shown() + " reaches beyond its storage " + Shown.text(storage.key()));
    }
  }

  /**
   * Refuses elements that share numbers, with which a short file could stand for a large tensor.
   */
  private void requireDistinct(PickleInput input) {
    long span = 1;
    for (int i = dimensions.size() - 1; i >= 0; i--) {
      if (dimensions.get(i).stride() < span) {
        throw input.damaged(
            shown() + " uses numbers of its storage more than once; save a contiguous() copy");
      }
      span += (dimensions.get(i).size() - 1) * dimensions.get(i).stride();
    }
  }

  /** Returns whether its numbers are consecutive in the storage, in row-major order. */
  boolean isContiguous() {
    return dimensions.stream().allMatch(one -> one.stride() == one.packedStride());
  }

  /** Returns how many numbers of the storage the dimensions from one on span. */
  long span(int first) {
    return 1
        + dimensions.stream()
            .skip(first)
            .mapToLong(dimension -> (dimension.size() - 1) * dimension.stride())
            .sum();
  }

  /** Returns the bytes of its numbers in row-major order. */
  long byteLength() {
    return new TensorInfo("", dataType(), shape).byteLength();
  }

  DataType dataType() {
    return storage.dataType();
  }

  private String shown() {
    return "has a tensor of the shape " + shape + " that";
  }
}
