package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import dev.deepmatting.dl4j.backprop.Parameter;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** Batch normalisation with its ReLU in one, by the batch's statistics or by given ones. */
final class Normalisations {
  private static final int FLAGS = dnnl_use_scale | dnnl_use_shift | dnnl_fuse_norm_relu;

  private final Device device;
  private final Reorders reorders;
  private final Transfers transfers;
  private final Parameters parameters;

  Normalisations(Device device, Reorders reorders, Transfers transfers, Parameters parameters) {
    this.device = device;
    this.reorders = reorders;
    this.transfers = transfers;
    this.parameters = parameters;
  }

  private record Forward(Layout layout, float epsilon, boolean given) {}

  private record Backward(Layout layout, float epsilon, boolean given) {}

  private static int flags(boolean given) {
    return given ? FLAGS | dnnl_use_global_stats : FLAGS;
  }

  private Operation forward(Layout layout, float epsilon, boolean given) {
    dnnl_memory_desc values = layout.descriptor();
    return device.operation(
        new Forward(layout, epsilon, given),
        (descriptor, attributes) ->
            dnnl_batch_normalization_forward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_forward_training,
                values,
                values,
                epsilon,
                flags(given),
                attributes));
  }

  private Operation backward(Layout layout, float epsilon, boolean given) {
    Operation forward = forward(layout, epsilon, given);
    dnnl_memory_desc values = layout.descriptor();
    return device.operation(
        new Backward(layout, epsilon, given),
        (descriptor, attributes) ->
            dnnl_batch_normalization_backward_primitive_desc_create(
                descriptor,
                device.engine(),
                dnnl_backward,
                values,
                values,
                values,
                epsilon,
                flags(given),
                forward.descriptor(),
                attributes));
  }

  /** By the batch's statistics. */
  Normalisation normalise(Blob input, Parameter scale, Parameter shift, float epsilon) {
    Operation operation = forward(input.layout(), epsilon, false);
    Blob mean = operation.output(DNNL_ARG_MEAN);
    Blob variance = operation.output(DNNL_ARG_VARIANCE);
    return run(operation, input, scale, shift, mean, variance, epsilon, false);
  }

  /** By given statistics. */
  Normalisation normalise(
      Blob input,
      Parameter scale,
      Parameter shift,
      float epsilon,
      double[] mean,
      double[] variance) {
    Operation operation = forward(input.layout(), epsilon, true);
    Blob means = transfers.upload(mean, mean.length);
    Blob variances = transfers.upload(variance, variance.length);
    operation.with(DNNL_ARG_MEAN, means).with(DNNL_ARG_VARIANCE, variances);
    return run(operation, input, scale, shift, means, variances, epsilon, true);
  }

  private Normalisation run(
      Operation operation,
      Blob input,
      Parameter scale,
      Parameter shift,
      Blob mean,
      Blob variance,
      float epsilon,
      boolean given) {
    Blob output = operation.output(DNNL_ARG_DST);
    Blob workspace = operation.output(DNNL_ARG_WORKSPACE);
    operation
        .with(DNNL_ARG_SRC, input)
        .with(DNNL_ARG_SCALE, parameters.value(scale))
        .with(DNNL_ARG_SHIFT, parameters.value(shift))
        .run();
    return new Normalisation(output, mean, variance, workspace, epsilon, given);
  }

  Blob backward(
      Blob input, Normalisation normalised, Blob gradient, Parameter scale, Parameter shift) {
    Operation operation = backward(input.layout(), normalised.epsilon(), normalised.given());
    Blob result = operation.output(DNNL_ARG_DIFF_SRC);
    Blob scaleGradient = operation.output(DNNL_ARG_DIFF_SCALE);
    Blob shiftGradient = operation.output(DNNL_ARG_DIFF_SHIFT);
    try (Reorders.Loan upstream = reorders.as(input.layout(), gradient)) {
      operation
          .with(DNNL_ARG_SRC, input)
          .with(DNNL_ARG_MEAN, normalised.meanValues())
          .with(DNNL_ARG_VARIANCE, normalised.varianceValues())
          .with(DNNL_ARG_WORKSPACE, normalised.workspace())
          .with(DNNL_ARG_SCALE, parameters.value(scale))
          .with(DNNL_ARG_DIFF_DST, upstream.values())
          .run();
    }
    parameters.addVectorGradient(scale, scaleGradient);
    parameters.addVectorGradient(shift, shiftGradient);
    return result;
  }

  void release(Normalisation normalised) {
    device.release(normalised.output());
    device.release(normalised.meanValues());
    device.release(normalised.varianceValues());
    device.release(normalised.workspace());
  }
}
