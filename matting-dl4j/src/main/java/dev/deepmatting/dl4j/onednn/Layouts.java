package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** All layouts that were met, each once. Not safe to share between threads. */
final class Layouts implements AutoCloseable {
  private final List<Layout> known = new ArrayList<>();

  /** Row-major without gaps. */
  Layout plain(int... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strided(strides, shape);
  }

  /** Any order of the dimensions, by how many elements one step takes in each. */
  Layout strided(long[] strides, int... shape) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    long[] sizes = sizes(shape);
    Status.require(
        dnnl_memory_desc_create_with_strides(descriptor, sizes.length, sizes, dnnl_f32, strides),
        "the layout of " + Arrays.toString(shape));
    return known(descriptor);
  }

  /** The layout that an operation likes best. */
  Layout any(int... shape) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    long[] sizes = sizes(shape);
    Status.require(
        dnnl_memory_desc_create_with_tag(
            descriptor, sizes.length, sizes, dnnl_f32, dnnl_format_tag_any),
        "the layout of " + Arrays.toString(shape));
    return known(descriptor);
  }

  /** The layout that a descriptor of somebody else's says. */
  Layout of(dnnl_memory_desc foreign) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    Status.require(dnnl_memory_desc_clone(descriptor, foreign), "a copy of a layout");
    return known(descriptor);
  }

  private Layout known(dnnl_memory_desc descriptor) {
    for (Layout other : known) {
      if (dnnl_memory_desc_equal(other.descriptor(), descriptor) != 0) {
        dnnl_memory_desc_destroy(descriptor);
        return other;
      }
    }
    Layout layout = new Layout(descriptor);
    known.add(layout);
    return layout;
  }

  private static long[] sizes(int... shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  @Override
  public void close() {
    known.forEach(Layout::close);
    known.clear();
  }
}
