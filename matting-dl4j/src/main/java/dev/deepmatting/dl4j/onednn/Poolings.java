package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** Max pooling of 2x2 windows, and unpooling, which is its gradient. */
final class Poolings {
  private static final long[] TWO = {2, 2};
  private static final long[] NONE = {0, 0};
  private static final int WINDOW_ELEMENTS = 4;

  private final Device device;
  private final Reorders reorders;
  private final Elementwise elementwise;

  Poolings(Device device, Reorders reorders, Elementwise elementwise) {
    this.device = device;
    this.reorders = reorders;
    this.elementwise = elementwise;
  }

  private record Forward(int algorithm, Layout layout) {}

  private record Backward(Layout layout) {}

  private Operation forward(int algorithm, Layout input) {
    int[] shape = input.shape();
    dnnl_memory_desc output =
        device.layouts().any(shape[0], shape[1], shape[2] / 2, shape[3] / 2).descriptor();
    return device.operation(
        new Forward(algorithm, input),
        (descriptor, attributes) ->
            dnnl_pooling_forward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_forward_training,
                algorithm,
                input.descriptor(),
                output,
                TWO,
                TWO,
                NONE,
                NONE,
                NONE,
                attributes));
  }

  private Operation backward(Layout input) {
    Operation forward = forward(dnnl_pooling_max, input);
    dnnl_memory_desc output = forward.layout(DNNL_ARG_DST).descriptor();
    return device.operation(
        new Backward(input),
        (descriptor, attributes) ->
            dnnl_pooling_backward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_pooling_max,
                input.descriptor(),
                output,
                TWO,
                TWO,
                NONE,
                NONE,
                NONE,
                forward.descriptor(),
                attributes));
  }

  Pooling pool(Blob input) {
    Operation operation = forward(dnnl_pooling_max, input.layout()).with(DNNL_ARG_SRC, input);
    Blob output = operation.output(DNNL_ARG_DST);
    Blob workspace = operation.output(DNNL_ARG_WORKSPACE);
    operation.run();
    return new Pooling(output, workspace, input.layout());
  }

  /** Puts values where the maxima were, and 0 elsewhere. */
  Blob unpool(Pooling where, Blob values) {
    Operation operation = backward(where.input());
    try (Reorders.Loan upstream = reorders.as(operation.layout(DNNL_ARG_DIFF_DST), values)) {
      Blob result = operation.output(DNNL_ARG_DIFF_SRC);
      operation
          .with(DNNL_ARG_DIFF_DST, upstream.values())
          .with(DNNL_ARG_WORKSPACE, where.workspace())
          .run();
      return result;
    }
  }

  /**
   * Picks values where the maxima were: each window's average of the values times a mask, which is
   * 4 at the maxima to make up for the average.
   */
  Blob pick(Pooling where, Blob values) {
    Blob fours = elementwise.filled(where.output().layout(), WINDOW_ELEMENTS);
    Blob picked = unpool(where, fours);
    device.release(fours);
    elementwise.multiply(picked, values);
    Operation average =
        forward(dnnl_pooling_avg_include_padding, where.input()).with(DNNL_ARG_SRC, picked);
    Blob result = average.output(DNNL_ARG_DST);
    average.run();
    device.release(picked);
    return result;
  }

  void release(Pooling pooling) {
    device.release(pooling.output());
    device.release(pooling.workspace());
  }
}
