package dev.deepmatting.dl4j.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_deconvolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_linear;

import dev.deepmatting.dl4j.onednn.Geometry;
import dev.deepmatting.dl4j.onednn.Layout;
import dev.deepmatting.dl4j.onednn.Layouts;
import dev.deepmatting.dl4j.onednn.NumberType;
import dev.deepmatting.dl4j.onednn.Status;
import dev.deepmatting.dl4j.onednn.Subject;
import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** Describes the operations that a network needs, in the layouts that oneDNN likes best. */
final class Descriptors implements AutoCloseable {
  private static final long[] TWO = {2, 2};
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private static final dnnl_memory_desc NO_BIAS = null;

  /** The factors follow from the sizes. */
  private static final FloatPointer NO_FACTORS = null;

  private final Processor processor;
  private final List<Operation> operations = new ArrayList<>();
  private final Layouts layouts;

  Descriptors(Processor processor, Layouts layouts) {
    this.processor = processor;
    this.layouts = layouts;
  }

  private Operation operation(Subject name, double cost, ToIntFunction<dnnl_primitive_desc> maker) {
    dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
    Status.require(maker.applyAsInt(descriptor), name);
    Operation operation = new Operation(processor, layouts, name, cost, descriptor);
    operations.add(operation);
    return operation;
  }

  /** An operation that was described for another stream, which is not described again. */
  Operation twin(Operation operation) {
    Operation twin = operation.twin(processor);
    operations.add(twin);
    return twin;
  }

  /** Closes all operations that were described here; the layouts stay. */
  @Override
  public void close() {
    operations.forEach(Operation::close);
    operations.clear();
  }

  /** A convolution, or a transposed one, with its bias, and its ReLU if it has one. */
  Operation convolution(String name, Geometry geometry, NumberType type, boolean rectified) {
    int[] output = geometry.output();
    double cost = (double) elements(output) * geometry.in() * geometry.side() * geometry.side();
    dnnl_memory_desc source = layouts.any(type, geometry.input()).descriptor();
    dnnl_memory_desc kernel = layouts.any(type, geometry.kernel()).descriptor();
    dnnl_memory_desc bias = layouts.plain(NumberType.FLOAT, geometry.out()).descriptor();
    dnnl_memory_desc target = layouts.any(type, output).descriptor();
    dnnl_primitive_attr attributes = rectified ? processor.rectified() : processor.linear();
    ConvolutionMaker maker =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_forward_primitive_desc_create
            : dnnl::dnnl_convolution_forward_primitive_desc_create;
    return operation(
        new Subject(name, geometry),
        cost,
        made ->
            maker.make(
                made,
                processor.engine(),
                dnnl_forward_inference,
                geometry.transposed() ? dnnl_deconvolution_direct : dnnl_convolution_direct,
                source,
                kernel,
                bias,
                target,
                geometry.strides(),
                geometry.dilation(),
                geometry.padding(),
                geometry.padding(),
                attributes));
  }

  /**
   * Products of matrices.
   *
   * @param places how many products
   * @param rows of the first matrix and of the result
   * @param in columns of the first matrix, rows of the second
   * @param out columns of the second matrix and of the result
   * @param known how the second matrices lie already, if they do; taken if oneDNN can
   */
  Operation products(String name, int places, int rows, int in, int out, Optional<Layout> known) {
    return withKernel(
        known,
        layouts.any(NumberType.FLOAT, places, in, out),
        kernel -> products(name, places, rows, in, out, kernel));
  }

  /**
   * An operation with its kernel as it lies already, so that it is not copied; as oneDNN likes it
   * best if it has no fast operation for the other.
   */
  private Operation withKernel(
      Optional<Layout> known, Layout any, Function<Layout, Operation> maker) {
    if (known.isPresent()) {
      try {
        Operation operation = maker.apply(known.get());
        if (!operation.isReference()) {
          return operation;
        }
      } catch (Status.UnimplementedException e) {
        // As if it was only slow.
      }
    }
    return maker.apply(any);
  }

  private Operation products(String name, int places, int rows, int in, int out, Layout second) {
    Layout first = layouts.plain(places, rows, in);
    Layout result = layouts.plain(places, rows, out);
    return operation(
        new Subject(name, first),
        (double) places * rows * in * out,
        made ->
            dnnl_matmul_primitive_desc_create(
                made,
                processor.engine(),
                first.descriptor(),
                second.descriptor(),
                NO_BIAS,
                result.descriptor(),
                processor.linear()));
  }

  /**
   * A convolution with a ReLU, of what its input has around its output.
   *
   * @param known how the kernel lies already, if it does; taken if oneDNN can
   */
  Operation inside(String name, Layout input, Layout output, int side, Optional<Layout> known) {
    return withKernel(
        known,
        layouts.any(input.type(), output.shape()[1], input.shape()[1], side, side),
        kernel -> inside(name, input, output, kernel));
  }

  private Operation inside(String name, Layout input, Layout output, Layout kernel) {
    return strided(
        new Subject(name + " in blocks of", output),
        input,
        kernel,
        output,
        ONE,
        NONE,
        processor.rectified());
  }

  /** A convolution to {@link Squares}, with zeros around the input. */
  Operation squares(ConvolutionLayer layer, Layout input, Layout output) {
    return squares(layer, input, squaresKernel(layer, input), output, layer.kernel() / 2);
  }

  /**
   * A convolution to {@link Squares} of what its input has around them.
   *
   * @param known how the kernel lies already, if it does; taken if oneDNN can
   */
  Operation squares(ConvolutionLayer layer, Layout input, Layout output, Optional<Layout> known) {
    return withKernel(
        known, squaresKernel(layer, input), kernel -> squares(layer, input, kernel, output, 0));
  }

  private Layout squaresKernel(ConvolutionLayer layer, Layout input) {
    int seen = Squares.seen(layer.kernel());
    return layouts.any(input.type(), Squares.PLACES, layer.inputChannels(), seen, seen);
  }

  private Operation squares(
      ConvolutionLayer layer, Layout input, Layout kernel, Layout output, long padding) {
    return strided(
        new Subject(layer.name() + " in squares of", output),
        input,
        kernel,
        output,
        new long[] {Squares.SIDE, Squares.SIDE},
        new long[] {padding, padding},
        processor.linear());
  }

  private Operation strided(
      Subject name,
      Layout input,
      Layout kernel,
      Layout output,
      long[] strides,
      long[] padding,
      dnnl_primitive_attr attributes) {
    int out = output.shape()[1];
    dnnl_memory_desc bias = layouts.plain(NumberType.FLOAT, out).descriptor();
    return operation(
        name,
        (double) elements(output.shape()) * elements(kernel.shape()) / out,
        made ->
            dnnl_convolution_forward_primitive_desc_create(
                made,
                processor.engine(),
                dnnl_forward_inference,
                dnnl_convolution_direct,
                input.descriptor(),
                kernel.descriptor(),
                bias,
                output.descriptor(),
                strides,
                NONE,
                padding,
                padding,
                attributes));
  }

  private interface ConvolutionMaker {
    int make(
        dnnl_primitive_desc made,
        dnnl_engine engine,
        int propagation,
        int algorithm,
        dnnl_memory_desc input,
        dnnl_memory_desc kernel,
        dnnl_memory_desc bias,
        dnnl_memory_desc output,
        long[] strides,
        long[] dilation,
        long[] paddingBefore,
        long[] paddingAfter,
        dnnl_primitive_attr attributes);
  }

  /** Max pooling of 2x2 windows, which keeps in its workspace where the maxima were. */
  Operation pooling(Layout input) {
    int[] shape = input.shape();
    Layout output = layouts.any(input.type(), shape[0], shape[1], shape[2] / 2, shape[3] / 2);
    return operation(
        new Subject("pooling of", input),
        elements(shape),
        made ->
            dnnl_pooling_forward_primitive_desc_create(
                made,
                processor.engine(),
                dnnl_forward_training,
                dnnl_pooling_max,
                input.descriptor(),
                output.descriptor(),
                TWO,
                TWO,
                NONE,
                NONE,
                NONE,
                processor.linear()));
  }

  /** Puts values where a pooling's maxima were, and 0 elsewhere: the pooling's gradient. */
  Operation unpooling(Operation pooling, Layout pooled) {
    return operation(
        new Subject("unpooling to", pooled),
        elements(pooled.shape()),
        made ->
            dnnl_pooling_backward_primitive_desc_create(
                made,
                processor.engine(),
                dnnl_pooling_max,
                pooled.descriptor(),
                pooling.layout(DNNL_ARG_DST).descriptor(),
                TWO,
                TWO,
                NONE,
                NONE,
                NONE,
                pooling.descriptor(),
                processor.linear()));
  }

  /**
   * Whether convolutions and poolings like a pixel's channels together best, and a pooling's
   * workspace is a byte for each of its values.
   *
   * @throws Status.UnimplementedException if oneDNN does not compute with such numbers here
   */
  boolean keepsPixelsTogether(NumberType type) {
    Geometry usual = Geometry.of(false, new int[] {1, 64, 32, 32}, new long[] {64, 64, 3, 3});
    Layout input = layouts.channelsLast(type, usual.input());
    Operation convolution = convolution("usual convolution", usual, type, true);
    return convolution.layout(DNNL_ARG_SRC).isSameAs(input)
        && pooling(input)
            .layout(DNNL_ARG_WORKSPACE)
            .isSameAs(layouts.channelsLast(NumberType.BYTE, 1, 64, 16, 16));
  }

  /** Bilinear doubling of the resolution, corners not aligned. */
  Operation doubling(Layout input) {
    int[] shape = input.shape();
    Layout output = layouts.any(input.type(), shape[0], shape[1], 2 * shape[2], 2 * shape[3]);
    return operation(
        new Subject("doubling of", input),
        4.0 * elements(shape),
        made ->
            dnnl_resampling_forward_primitive_desc_create(
                made,
                processor.engine(),
                dnnl_forward_inference,
                dnnl_resampling_linear,
                NO_FACTORS,
                input.descriptor(),
                output.descriptor(),
                processor.linear()));
  }

  Operation addition(Layout values) {
    dnnl_memory_desc all = values.descriptor();
    return operation(
        new Subject("addition of", values),
        elements(values.shape()),
        made ->
            dnnl_binary_primitive_desc_create(
                made, processor.engine(), dnnl_binary_add, all, all, all, processor.linear()));
  }

  Operation sigmoid(Layout values) {
    return operation(
        new Subject("sigmoid of", values),
        elements(values.shape()),
        made ->
            dnnl_eltwise_forward_primitive_desc_create(
                made,
                processor.engine(),
                dnnl_forward_inference,
                dnnl_eltwise_logistic,
                values.descriptor(),
                values.descriptor(),
                0,
                0,
                processor.linear()));
  }

  /** A copy into another layout or other numbers. */
  Operation reorder(Layout from, Layout to) {
    return operation(
        new Subject("copy of", from),
        elements(to.shape()),
        made ->
            dnnl_reorder_primitive_desc_create(
                made,
                from.descriptor(),
                processor.engine(),
                to.descriptor(),
                processor.engine(),
                processor.linear()));
  }

  /**
   * A copy of squares, a pixel's channels together, to the pictures that they make.
   *
   * @param squares their shape
   */
  Operation ordering(int[] squares) {
    return reorder(Squares.squares(layouts, squares), Squares.pixels(layouts, squares));
  }

  private static long elements(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, (one, other) -> one * other);
  }
}
