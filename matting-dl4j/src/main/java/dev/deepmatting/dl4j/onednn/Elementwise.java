package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.Pointer;

/** Operations on each value by itself. */
final class Elementwise {
  private final Device device;
  private final Reorders reorders;

  Elementwise(Device device, Reorders reorders) {
    this.device = device;
    this.reorders = reorders;
  }

  private record Rectify(Layout layout) {}

  private record RectifyBackward(Layout layout) {}

  private record Combine(int algorithm, Layout layout) {}

  private record Fill(Layout layout, float value) {}

  private Operation rectify(Layout layout) {
    dnnl_memory_desc values = layout.descriptor();
    return device.operation(
        new Rectify(layout),
        (descriptor, attributes) ->
            dnnl_eltwise_forward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_forward_training,
                dnnl_eltwise_relu_use_dst_for_bwd,
                values,
                values,
                0,
                0,
                attributes));
  }

  Blob rectify(Blob input) {
    Operation operation = rectify(input.layout()).with(DNNL_ARG_SRC, input);
    Blob output = operation.output(DNNL_ARG_DST);
    operation.run();
    return output;
  }

  private Operation rectifyBackward(Layout layout) {
    Operation forward = rectify(layout);
    dnnl_memory_desc values = layout.descriptor();
    return device.operation(
        new RectifyBackward(layout),
        (descriptor, attributes) ->
            dnnl_eltwise_backward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_eltwise_relu_use_dst_for_bwd,
                values,
                values,
                values,
                0,
                0,
                forward.descriptor(),
                attributes));
  }

  Blob rectifyBackward(Blob output, Blob gradient) {
    Operation operation = rectifyBackward(output.layout()).with(DNNL_ARG_DST, output);
    try (Reorders.Loan upstream = reorders.as(output.layout(), gradient)) {
      Blob result = operation.with(DNNL_ARG_DIFF_DST, upstream.values()).output(DNNL_ARG_DIFF_SRC);
      operation.run();
      return result;
    }
  }

  private Operation combine(int algorithm, Layout layout) {
    dnnl_memory_desc values = layout.descriptor();
    return device.operation(
        new Combine(algorithm, layout),
        (descriptor, attributes) ->
            dnnl_binary_primitive_desc_create(
                descriptor, device.engine(), algorithm, values, values, values, attributes));
  }

  Blob add(Blob one, Blob other) {
    Operation operation = combine(dnnl_binary_add, one.layout()).with(DNNL_ARG_SRC_0, one);
    try (Reorders.Loan second = reorders.as(one.layout(), other)) {
      Blob sum = operation.with(DNNL_ARG_SRC_1, second.values()).output(DNNL_ARG_DST);
      operation.run();
      return sum;
    }
  }

  /** Multiplies values where they are. */
  void multiply(Blob values, Blob factors) {
    change(dnnl_binary_mul, values, factors);
  }

  /** Adds to values where they are. */
  void addTo(Blob values, Blob addends) {
    change(dnnl_binary_add, values, addends);
  }

  private void change(int algorithm, Blob values, Blob other) {
    try (Reorders.Loan second = reorders.as(values.layout(), other)) {
      combine(algorithm, values.layout())
          .with(DNNL_ARG_SRC_0, values)
          .with(DNNL_ARG_SRC_1, second.values())
          .with(DNNL_ARG_DST, values)
          .run();
    }
  }

  /** The same value everywhere. */
  Blob filled(Layout layout, float value) {
    Blob blob = device.blob(layout);
    Pointer.memset(blob.start(), 0, layout.bytes());
    device
        .operation(
            new Fill(layout, value),
            (descriptor, attributes) ->
                dnnl_eltwise_forward_primitive_desc_create(
                    descriptor,
                    device.engine(),
                    dnnl_forward_training,
                    dnnl_eltwise_linear,
                    layout.descriptor(),
                    layout.descriptor(),
                    0,
                    value,
                    attributes))
        .with(DNNL_ARG_SRC, blob)
        .with(DNNL_ARG_DST, blob)
        .run();
    return blob;
  }
}
