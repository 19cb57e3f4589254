package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_linear;

import org.bytedeco.javacpp.FloatPointer;

/** Bilinear doubling of the resolution, corners not aligned. */
final class Resampling {
  /** The factors follow from the sizes. */
  private static final FloatPointer NO_FACTORS = null;

  private final Device device;

  Resampling(Device device) {
    this.device = device;
  }

  private record Forward(Layout layout) {}

  private record Backward(Layout layout) {}

  private Operation forward(Layout input) {
    int[] shape = input.shape();
    Layout output = device.layouts().any(shape[0], shape[1], 2 * shape[2], 2 * shape[3]);
    return device.operation(
        new Forward(input),
        (descriptor, attributes) ->
            dnnl_resampling_forward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_forward_training,
                dnnl_resampling_linear,
                NO_FACTORS,
                input.descriptor(),
                output.descriptor(),
                attributes));
  }

  Blob doubled(Blob input) {
    Operation operation = forward(input.layout()).with(DNNL_ARG_SRC, input);
    Blob output = operation.output(DNNL_ARG_DST);
    operation.run();
    return output;
  }

  private Operation backward(Layout output) {
    int[] shape = output.shape();
    int[] half = {shape[0], shape[1], shape[2] / 2, shape[3] / 2};
    Operation forward = forward(device.layouts().plain(half));
    return device.operation(
        new Backward(output),
        (descriptor, attributes) ->
            dnnl_resampling_backward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_resampling_linear,
                NO_FACTORS,
                device.layouts().any(half).descriptor(),
                output.descriptor(),
                forward.descriptor(),
                attributes));
  }

  Blob doubledBackward(Blob gradient) {
    Operation operation = backward(gradient.layout()).with(DNNL_ARG_DIFF_DST, gradient);
    Blob result = operation.output(DNNL_ARG_DIFF_SRC);
    operation.run();
    return result;
  }
}
