package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_deconvolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Describes operations in the layouts that oneDNN prefers, and closes them. Not safe to share
 * between threads.
 */
public final class Operations implements AutoCloseable {
  private static final long[] TWO = {2, 2};
  private static final long[] NONE = {0, 0};

  private static final @Nullable dnnl_memory_desc NO_BIAS = null;

  /** The factors follow from the sizes. */
  private static final @Nullable FloatPointer NO_FACTORS = null;

  private final Processor processor;
  private final Layouts layouts;
  private final boolean training;
  private final List<Operation> all = new ArrayList<>();
  private final Map<Subject, Operation> shared = new HashMap<>();
  private boolean closed;

  /** Creates the descriptor of an operation. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Calls oneDNN.
     *
     * @param made receives the descriptor
     * @param engine the CPU
     * @param attributes with scratch memory from outside
     * @return the status
     */
    int make(dnnl_primitive_desc made, dnnl_engine engine, dnnl_primitive_attr attributes);
  }

  /**
   * Creates operations of a network that predicts; each keeps its arguments.
   *
   * @param processor runs them
   * @param layouts outlive them
   */
  public Operations(Processor processor, Layouts layouts) {
    this(processor, layouts, false);
  }

  private Operations(Processor processor, Layouts layouts, boolean training) {
    this.processor = processor;
    this.layouts = layouts;
    this.training = training;
  }

  /**
   * Creates operations of a network that trains. Equal operations are one object, which receives
   * new arguments on each run; there are as many as the network has shapes.
   *
   * @param processor runs them
   * @param layouts outlive them
   * @return an empty set of operations
   */
  public static Operations forTraining(Processor processor, Layouts layouts) {
    return new Operations(processor, layouts, true);
  }

  private int propagation() {
    return training ? dnnl_forward_training : dnnl_forward_inference;
  }

  /**
   * Describes an operation that has no method of its own.
   *
   * @param name for messages; in training also the operation's identity
   * @param maker creates its descriptor
   * @return the operation, at no cost
   * @throws Status.UnimplementedException if this processor cannot do it
   */
  public Operation operation(Subject name, Maker maker) {
    return operation(name, 0, maker);
  }

  private Operation operation(Subject name, double cost, Maker maker) {
    if (!training) {
      return describe(name, cost, maker);
    }
    Operation known = shared.get(name);
    if (known == null) {
      known = describe(name, cost, maker);
      shared.put(name, known);
    }
    return known;
  }

  private Operation describe(Subject name, double cost, Maker maker) {
    if (closed) {
      throw new IllegalStateException("these operations are closed");
    }
    dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
    Status.require(maker.make(descriptor, processor.engine(), processor.linear()), name);
    return keep(new Operation(processor, layouts, name, cost, descriptor));
  }

  private Operation keep(Operation operation) {
    all.add(operation);
    return operation;
  }

  /**
   * Returns an operation for another stream without describing it again.
   *
   * @param operation of the same CPU, closed after this
   * @return the same one without arguments
   */
  public Operation twin(Operation operation) {
    return keep(operation.twin(processor));
  }

  /** Closes all operations that were described here; the layouts stay. */
  @Override
  public void close() {
    closed = true;
    all.forEach(Operation::close);
    all.clear();
    shared.clear();
  }

  /**
   * Describes an operation with its kernel's existing layout, so that the kernel is not copied, or
   * with oneDNN's preferred layout if it has no fast operation for the existing one.
   *
   * @param known the kernel's existing layout, if any
   * @param any the layout that oneDNN prefers
   * @param maker describes the operation for either
   * @return the operation
   */
  public static Operation withKernel(
      Optional<Layout> known, Layout any, Function<Layout, Operation> maker) {
    if (known.isPresent()) {
      try {
        Operation operation = maker.apply(known.get());
        if (!operation.isReference()) {
          return operation;
        }
      } catch (Status.UnimplementedException e) {
        // Treated like a slow operation.
      }
    }
    return maker.apply(any);
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

  /**
   * Describes a convolution, or a transposed one, with its bias.
   *
   * @param name for messages
   * @param geometry its sizes
   * @param type the numbers of everything but the bias, which is floats
   * @param rectified whether a ReLU follows
   * @return the operation
   */
  public Operation convolution(String name, Geometry geometry, NumberType type, boolean rectified) {
    ConvolutionMaker maker =
        geometry.transposed()
            ? dnnl::dnnl_deconvolution_forward_primitive_desc_create
            : dnnl::dnnl_convolution_forward_primitive_desc_create;
    return operation(
        new Subject(name, geometry),
        (double) elements(geometry.output()) * elements(geometry.kernel()) / geometry.out(),
        (made, engine, attributes) ->
            maker.make(
                made,
                engine,
                propagation(),
                geometry.transposed() ? dnnl_deconvolution_direct : dnnl_convolution_direct,
                layouts.any(type, geometry.input()).descriptor(),
                layouts.any(type, geometry.kernel()).descriptor(),
                layouts.plain(geometry.out()).descriptor(),
                output(type, geometry).descriptor(),
                geometry.strides(),
                NONE,
                geometry.padding(),
                geometry.padding(),
                rectified ? processor.rectified() : attributes));
  }

  /**
   * Asks for a layout without blocks if there is a single channel: oneDNN would choose a block with
   * 15 empty ones.
   */
  private Layout output(NumberType type, Geometry geometry) {
    return geometry.isTurned()
        ? layouts.plain(type, geometry.output())
        : layouts.any(type, geometry.output());
  }

  /**
   * Describes a convolution in given layouts.
   *
   * @param name for messages
   * @param input the input's layout
   * @param kernel the kernel's layout
   * @param output the output's layout
   * @param stride of the kernel
   * @param padding zeros around the input
   * @param rectified whether a ReLU follows
   * @return the operation
   */
  public Operation convolution(
      Subject name,
      Layout input,
      Layout kernel,
      Layout output,
      long stride,
      long padding,
      boolean rectified) {
    int out = output.shape()[1];
    long[] around = {padding, padding};
    return operation(
        name,
        (double) elements(output.shape()) * elements(kernel.shape()) / out,
        (made, engine, attributes) ->
            dnnl_convolution_forward_primitive_desc_create(
                made,
                engine,
                propagation(),
                dnnl_convolution_direct,
                input.descriptor(),
                kernel.descriptor(),
                layouts.plain(out).descriptor(),
                output.descriptor(),
                new long[] {stride, stride},
                NONE,
                around,
                around,
                rectified ? processor.rectified() : attributes));
  }

  /**
   * Describes products of float matrices; the first ones and the results have no gaps.
   *
   * @param name for messages
   * @param rows of the first matrix and of the result
   * @param second the layout of the second matrices: [products, columns of the first, columns]
   * @return the operation
   */
  public Operation products(String name, int rows, Layout second) {
    int[] shape = second.shape();
    Layout first = layouts.plain(shape[0], rows, shape[1]);
    return operation(
        new Subject(name, first),
        (double) elements(shape) * rows,
        (made, engine, attributes) ->
            dnnl_matmul_primitive_desc_create(
                made,
                engine,
                first.descriptor(),
                second.descriptor(),
                NO_BIAS,
                layouts.plain(shape[0], rows, shape[2]).descriptor(),
                attributes));
  }

  /**
   * Describes max pooling of 2x2 windows; its workspace records the maxima's positions.
   *
   * @param input [batch, channels, height, width]
   * @return the operation
   */
  public Operation pooling(Layout input) {
    return pooling(new Subject("pooling of", input), dnnl_pooling_max, input);
  }

  /**
   * Describes the averages of 2x2 windows.
   *
   * @param input [batch, channels, height, width]
   * @return the operation
   */
  public Operation averages(Layout input) {
    return pooling(new Subject("averages of", input), dnnl_pooling_avg_include_padding, input);
  }

  private Operation pooling(Subject name, int algorithm, Layout input) {
    int[] shape = input.shape();
    return operation(
        name,
        (double) elements(shape),
        (made, engine, attributes) ->
            dnnl_pooling_forward_primitive_desc_create(
                made,
                engine,
                dnnl_forward_training,
                algorithm,
                input.descriptor(),
                layouts
                    .any(input.type(), shape[0], shape[1], shape[2] / 2, shape[3] / 2)
                    .descriptor(),
                TWO,
                TWO,
                NONE,
                NONE,
                NONE,
                attributes));
  }

  /**
   * Describes unpooling, the pooling's gradient: values go where the maxima were, 0 elsewhere.
   *
   * @param pooling the pooling
   * @param pooled the layout of the pooling's input
   * @return the operation
   */
  public Operation unpooling(Operation pooling, Layout pooled) {
    return operation(
        new Subject("unpooling to", pooled),
        (double) elements(pooled.shape()),
        (made, engine, attributes) ->
            dnnl_pooling_backward_primitive_desc_create(
                made,
                engine,
                dnnl_pooling_max,
                pooled.descriptor(),
                pooling.layout(DNNL_ARG_DST).descriptor(),
                TWO,
                TWO,
                NONE,
                NONE,
                NONE,
                pooling.descriptor(),
                attributes));
  }

  /**
   * Returns whether convolutions and poolings prefer a pixel's channels together, and a pooling's
   * workspace is one byte per value.
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

  /**
   * Describes bilinear doubling of the resolution, corners not aligned.
   *
   * @param input [batch, channels, height, width]
   * @return the operation
   */
  public Operation doubling(Layout input) {
    int[] shape = input.shape();
    return operation(
        new Subject("doubling of", input),
        4.0 * elements(shape),
        (made, engine, attributes) ->
            dnnl_resampling_forward_primitive_desc_create(
                made,
                engine,
                propagation(),
                dnnl_resampling_linear,
                NO_FACTORS,
                input.descriptor(),
                layouts
                    .any(input.type(), shape[0], shape[1], 2 * shape[2], 2 * shape[3])
                    .descriptor(),
                attributes));
  }

  /**
   * Describes the sum of values.
   *
   * @param values the layout of addends and sum
   * @return the operation
   */
  public Operation addition(Layout values) {
    return combination(new Subject("addition of", values), dnnl_binary_add, values);
  }

  /**
   * Describes the product of values.
   *
   * @param values the layout of factors and product
   * @return the operation
   */
  public Operation multiplication(Layout values) {
    return combination(new Subject("multiplication of", values), dnnl_binary_mul, values);
  }

  private Operation combination(Subject name, int algorithm, Layout values) {
    dnnl_memory_desc each = values.descriptor();
    return operation(
        name,
        (double) elements(values.shape()),
        (made, engine, attributes) ->
            dnnl_binary_primitive_desc_create(
                made, engine, algorithm, each, each, each, attributes));
  }

  /**
   * Describes a function of each value.
   *
   * @param name for messages
   * @param algorithm one of oneDNN's {@code dnnl_eltwise_} numbers, with alpha 0
   * @param beta oneDNN's beta
   * @param values the layout of arguments and results
   * @return the operation
   */
  public Operation function(String name, int algorithm, float beta, Layout values) {
    return operation(
        new Subject(name, values),
        (double) elements(values.shape()),
        (made, engine, attributes) ->
            dnnl_eltwise_forward_primitive_desc_create(
                made,
                engine,
                propagation(),
                algorithm,
                values.descriptor(),
                values.descriptor(),
                0,
                beta,
                attributes));
  }

  /**
   * Describes a copy into another layout or number type.
   *
   * @param from the layout of the values
   * @param to the layout of the copy
   * @return the operation
   */
  public Operation reorder(Layout from, Layout to) {
    return operation(
        new Subject("copy between", List.of(from, to)),
        (double) elements(to.shape()),
        (made, engine, attributes) ->
            dnnl_reorder_primitive_desc_create(
                made, from.descriptor(), engine, to.descriptor(), engine, attributes));
  }

  private static long elements(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, (one, other) -> one * other);
  }
}
