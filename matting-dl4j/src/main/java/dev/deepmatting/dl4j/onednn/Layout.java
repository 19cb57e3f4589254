package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dims;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_ndims_s32;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * How values lie in memory. Equal layouts of one {@link Layouts} are the same object, which is why
 * layouts may be parts of keys.
 */
final class Layout implements AutoCloseable {
  private final dnnl_memory_desc descriptor;
  private final int[] shape;
  private final long bytes;

  /**
   * Takes a descriptor over.
   *
   * @param descriptor destroyed on {@link #close()}
   */
  Layout(dnnl_memory_desc descriptor) {
    this.descriptor = descriptor;
    this.shape = shape(descriptor);
    this.bytes = dnnl_memory_desc_get_size(descriptor);
  }

  /** The sizes; the memory for the answers is not JavaCPP's, which would count and limit it. */
  private static int[] shape(dnnl_memory_desc descriptor) {
    Pointer cell = Pointer.malloc(Long.BYTES);
    try {
      Status.require(dnnl_memory_desc_query(descriptor, dnnl_query_ndims_s32, cell), "a rank");
      long[] sizes = new long[new IntPointer(cell).get()];
      Status.require(dnnl_memory_desc_query(descriptor, dnnl_query_dims, cell), "sizes");
      new PointerPointer<LongPointer>(cell).get(LongPointer.class, 0).get(sizes);
      return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
    } finally {
      Pointer.free(cell);
    }
  }

  dnnl_memory_desc descriptor() {
    return descriptor;
  }

  /** The sizes, not to be changed. */
  int[] shape() {
    return shape;
  }

  /** How much memory values take, that between them included. */
  long bytes() {
    return bytes;
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
