package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_data_type;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dims;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_blks;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_idxs;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_nblks_s32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_ndims_s32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_padded_dims;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_strides;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The layout of values in memory. Equal layouts of one {@link Layouts} are the same object, so
 * layouts can be parts of keys.
 */
public final class Layout implements AutoCloseable {
  private final dnnl_memory_desc descriptor;
  private final int[] shape;
  private final long bytes;

  /**
   * Takes over a descriptor.
   *
   * @param descriptor destroyed on {@link #close()}
   */
  Layout(dnnl_memory_desc descriptor) {
    this.descriptor = descriptor;
    this.shape = shape(descriptor);
    this.bytes = dnnl_memory_desc_get_size(descriptor);
  }

  private static int[] shape(dnnl_memory_desc descriptor) {
    long[] sizes = sizes(descriptor, dnnl_query_dims, number(descriptor, dnnl_query_ndims_s32));
    return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
  }

  /** Queries a number. Its memory is not JavaCPP's, which would count and limit it. */
  private static int number(dnnl_memory_desc descriptor, int what) {
    Pointer cell = Pointer.malloc(Long.BYTES);
    try {
      Status.require(dnnl_memory_desc_query(descriptor, what, cell), "a layout's number");
      return new IntPointer(cell).get();
    } finally {
      Pointer.free(cell);
    }
  }

  private static long[] sizes(dnnl_memory_desc descriptor, int what, int count) {
    Pointer cell = Pointer.malloc(Long.BYTES);
    try {
      Status.require(dnnl_memory_desc_query(descriptor, what, cell), "a layout's sizes");
      long[] sizes = new long[count];
      if (count > 0) {
        new PointerPointer<LongPointer>(cell).get(LongPointer.class, 0).get(sizes);
      }
      return sizes;
    } finally {
      Pointer.free(cell);
    }
  }

  /**
   * Returns the blocks of channels, for a layout of one picture.
   *
   * @return empty if the layout has no such blocks
   */
  public Optional<ChannelBlocks> channelBlocks() {
    int inner = number(descriptor, dnnl_query_inner_nblks_s32);
    boolean channelsAlone =
        inner == 0 || inner == 1 && sizes(descriptor, dnnl_query_inner_idxs, 1)[0] == 1;
    if (shape.length != 4 || shape[0] != 1 || !channelsAlone) {
      return Optional.empty();
    }
    int padded = Math.toIntExact(sizes(descriptor, dnnl_query_padded_dims, 4)[1]);
    int block =
        inner == 0 ? padded : Math.toIntExact(sizes(descriptor, dnnl_query_inner_blks, 1)[0]);
    ChannelBlocks form = new ChannelBlocks(padded / block, block, shape[2], shape[3]);
    long[] strides = sizes(descriptor, dnnl_query_strides, 4);
    boolean dense =
        strides[3] == block
            && strides[2] == form.row()
            && (inner == 0 ? strides[1] == 1 : strides[1] == form.start(1, 0));
    return dense ? Optional.of(form) : Optional.empty();
  }

  /**
   * Returns the descriptor for oneDNN's functions.
   *
   * @return the descriptor, valid until {@link #close()}
   */
  public dnnl_memory_desc descriptor() {
    return descriptor;
  }

  /**
   * Returns the number type.
   *
   * @return their type
   */
  public NumberType type() {
    return NumberType.of(number(descriptor, dnnl_query_data_type));
  }

  /**
   * Returns the sizes.
   *
   * @return an array that is not to be changed
   */
  public int[] shape() {
    return shape;
  }

  /**
   * Returns the memory of the values, gaps included.
   *
   * @return bytes
   */
  public long bytes() {
    return bytes;
  }

  /**
   * Returns whether values have the same layout, even in another {@link Layouts}.
   *
   * @param other a layout
   * @return true if values need no copy between the two
   */
  public boolean isSameAs(Layout other) {
    return this == other || dnnl_memory_desc_equal(descriptor, other.descriptor) != 0;
  }

  @Override
  public void close() {
    dnnl_memory_desc_destroy(descriptor);
  }

  @Override
  public String toString() {
    return Arrays.toString(shape);
  }
}
