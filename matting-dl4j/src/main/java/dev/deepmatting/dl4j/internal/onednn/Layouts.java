package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw16c;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw8c;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** All layouts in use, each once. Not safe to share between threads. */
public final class Layouts implements AutoCloseable {
  private final List<Layout> known = new ArrayList<>();

  /** Creates an empty set of layouts. */
  public Layouts() {}

  /**
   * Returns the layout of floats, row-major without gaps.
   *
   * @param shape the sizes
   * @return the layout
   */
  public Layout plain(int... shape) {
    return plain(NumberType.FLOAT, shape);
  }

  /**
   * Returns the row-major layout without gaps.
   *
   * @param type the numbers
   * @param shape the sizes
   * @return the layout
   */
  public Layout plain(NumberType type, int... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strided(type, strides, shape);
  }

  /**
   * Returns the layout in a file of a transposed convolution's kernel, with the sizes in oneDNN's
   * order.
   *
   * @param kernel [in, out, side, side]
   * @return the layout of [out, in, side, side] floats
   */
  public Layout transposedKernel(int... kernel) {
    long area = (long) kernel[2] * kernel[3];
    long[] strides = {area, kernel[1] * area, kernel[3], 1};
    return strided(NumberType.FLOAT, strides, kernel[1], kernel[0], kernel[2], kernel[3]);
  }

  /**
   * Returns the layout of floats with gaps, or in another order than their shape's.
   *
   * @param strides distance, in numbers, between neighbours along each dimension
   * @param shape the sizes
   * @return the layout
   */
  public Layout strided(long[] strides, int... shape) {
    return strided(NumberType.FLOAT, strides, shape);
  }

  private Layout strided(NumberType type, long[] strides, int... shape) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    long[] sizes = sizes(shape);
    Status.require(
        dnnl_memory_desc_create_with_strides(descriptor, sizes.length, sizes, type.code(), strides),
        new Subject("the layout of", shape));
    return known(descriptor);
  }

  /**
   * Returns the placeholder for the layout of floats that an operation prefers.
   *
   * @param shape the sizes
   * @return the layout, to be queried once the operation is created
   */
  public Layout any(int... shape) {
    return any(NumberType.FLOAT, shape);
  }

  /**
   * Returns the layout with each pixel's channels together: {@code nhwc}.
   *
   * @param type the numbers
   * @param shape the sizes
   * @return the layout
   */
  public Layout channelsLast(NumberType type, int... shape) {
    long pixel = shape[1];
    long row = pixel * shape[3];
    return strided(type, new long[] {row * shape[2], 1, row, pixel}, shape);
  }

  /**
   * Returns the placeholder for the layout that an operation prefers.
   *
   * @param type the numbers
   * @param shape the sizes
   * @return the layout, to be queried once the operation is created
   */
  public Layout any(NumberType type, int... shape) {
    return tagged(type, dnnl_format_tag_any, shape);
  }

  private Layout tagged(NumberType type, int tag, int... shape) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    long[] sizes = sizes(shape);
    Status.require(
        dnnl_memory_desc_create_with_tag(descriptor, sizes.length, sizes, type.code(), tag),
        new Subject("the layout of", shape));
    return known(descriptor);
  }

  /**
   * Returns the layout of a picture of another size, with the same channels in the same blocks.
   *
   * @param like the layout of a picture; if its kind is not known here, only its shape and numbers
   *     are used
   * @param height rows
   * @param width pixels of a row
   * @return the layout, without gaps
   */
  public Layout dense(Layout like, int height, int width) {
    int[] shape = {like.shape()[0], like.shape()[1], height, width};
    Optional<ChannelBlocks> blocks = like.channelBlocks();
    if (blocks.isEmpty()) {
      return plain(like.type(), shape);
    }
    if (like.isSameAs(channelsLast(like.type(), like.shape()))) {
      return channelsLast(like.type(), shape);
    }
    return switch (blocks.get().channels()) {
      case 16 -> tagged(like.type(), dnnl_nChw16c, shape);
      case 8 -> tagged(like.type(), dnnl_nChw8c, shape);
      default -> channelsLast(like.type(), shape);
    };
  }

  /**
   * Returns the layout of some channels of pictures, in place.
   *
   * @param whole the pictures' layout: plain
   * @param first the first channel
   * @param count how many
   * @return the layout, with gaps
   */
  public Layout channels(Layout whole, int first, int count) {
    long[] sizes = {whole.shape()[0], count, whole.shape()[2], whole.shape()[3]};
    return part(whole, sizes, 0, first, 0, 0);
  }

  /**
   * Returns the layout of some rows and columns of pictures, in place.
   *
   * @param whole the pictures' layout
   * @param top the first row
   * @param left the first column
   * @param height rows
   * @param width columns
   * @return the layout, with gaps
   */
  public Layout part(Layout whole, int top, int left, int height, int width) {
    long[] sizes = {whole.shape()[0], whole.shape()[1], height, width};
    return part(whole, sizes, 0, 0, top, left);
  }

  private Layout part(Layout whole, long[] sizes, long... offsets) {
    dnnl_memory_desc descriptor = new dnnl_memory_desc();
    Status.require(
        dnnl_memory_desc_create_submemory(descriptor, whole.descriptor(), sizes, offsets),
        new Subject("a part of", whole));
    return known(descriptor);
  }

  /**
   * Returns the layout of a foreign descriptor.
   *
   * @param foreign a descriptor, which is copied
   * @return the layout
   */
  public Layout of(dnnl_memory_desc foreign) {
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
