package dev.deepmatting.dl4j.internal.backprop.onednn;

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

import dev.deepmatting.dl4j.internal.backprop.Normalised;
import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** Batch normalisation fused with its ReLU, by the batch's statistics or by given ones. */
final class Normalisations {
  private static final int FLAGS = dnnl_use_scale | dnnl_use_shift | dnnl_fuse_norm_relu;

  private final Workspace workspace;
  private final Reorders reorders;
  private final Parameters parameters;

  Normalisations(Workspace workspace, Reorders reorders, Parameters parameters) {
    this.workspace = workspace;
    this.reorders = reorders;
    this.parameters = parameters;
  }

  /** The key of an operation. */
  private record Of(Layout layout, float epsilon, boolean given) {}

  /**
   * The result of a batch normalisation.
   *
   * @param output the normalised and rectified values
   * @param meanValues one value per channel
   * @param varianceValues one value per channel
   * @param rectified where the output was rectified
   * @param epsilon was added to the variance
   * @param given whether the statistics were given, not the batch's own
   */
  record Normalisation(
      Blob output,
      Blob meanValues,
      Blob varianceValues,
      Blob rectified,
      float epsilon,
      boolean given)
      implements Normalised {

    @Override
    public double[] mean() {
      return Workspace.plain(meanValues);
    }

    @Override
    public double[] variance() {
      return Workspace.plain(varianceValues);
    }
  }

  private static int flags(boolean given) {
    return given ? FLAGS | dnnl_use_global_stats : FLAGS;
  }

  private Operation forward(Layout layout, float epsilon, boolean given) {
    dnnl_memory_desc values = layout.descriptor();
    return workspace
        .operations()
        .operation(
            new Subject("normalisation of", new Of(layout, epsilon, given)),
            (made, engine, attributes) ->
                dnnl_batch_normalization_forward_primitive_desc_create(
                    made,
                    engine,
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
    return workspace
        .operations()
        .operation(
            new Subject("gradient of the normalisation of", new Of(layout, epsilon, given)),
            (made, engine, attributes) ->
                dnnl_batch_normalization_backward_primitive_desc_create(
                    made,
                    engine,
                    dnnl_backward,
                    values,
                    values,
                    values,
                    epsilon,
                    flags(given),
                    forward.descriptor(),
                    attributes));
  }

  /** Normalises by the batch's statistics. */
  Normalisation normalise(Blob input, Parameter scale, Parameter shift, float epsilon) {
    Operation operation = forward(input.layout(), epsilon, false);
    Blob mean = workspace.output(operation, DNNL_ARG_MEAN);
    Blob variance = workspace.output(operation, DNNL_ARG_VARIANCE);
    return run(operation, input, scale, shift, mean, variance, epsilon, false);
  }

  /** Normalises by given statistics. */
  Normalisation normalise(
      Blob input,
      Parameter scale,
      Parameter shift,
      float epsilon,
      double[] mean,
      double[] variance) {
    Operation operation = forward(input.layout(), epsilon, true);
    Blob means = workspace.upload(mean, mean.length);
    Blob variances = workspace.upload(variance, variance.length);
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
    Blob output = workspace.output(operation, DNNL_ARG_DST);
    Blob rectified = workspace.output(operation, DNNL_ARG_WORKSPACE);
    workspace.run(
        operation
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_SCALE, parameters.value(scale))
            .with(DNNL_ARG_SHIFT, parameters.value(shift)));
    return new Normalisation(output, mean, variance, rectified, epsilon, given);
  }

  Blob backward(
      Blob input, Normalisation normalised, Blob gradient, Parameter scale, Parameter shift) {
    Operation operation = backward(input.layout(), normalised.epsilon(), normalised.given());
    Blob result = workspace.output(operation, DNNL_ARG_DIFF_SRC);
    Blob scaleGradient = workspace.output(operation, DNNL_ARG_DIFF_SCALE);
    Blob shiftGradient = workspace.output(operation, DNNL_ARG_DIFF_SHIFT);
    try (Reorders.Loan upstream = reorders.as(input.layout(), gradient)) {
      workspace.run(
          operation
              .with(DNNL_ARG_SRC, input)
              .with(DNNL_ARG_MEAN, normalised.meanValues())
              .with(DNNL_ARG_VARIANCE, normalised.varianceValues())
              .with(DNNL_ARG_WORKSPACE, normalised.rectified())
              .with(DNNL_ARG_SCALE, parameters.value(scale))
              .with(DNNL_ARG_DIFF_DST, upstream.values()));
    }
    parameters.addVectorGradient(scale, scaleGradient);
    parameters.addVectorGradient(shift, shiftGradient);
    return result;
  }

  void release(Normalisation normalised) {
    workspace.release(normalised.output());
    workspace.release(normalised.meanValues());
    workspace.release(normalised.varianceValues());
    workspace.release(normalised.rectified());
  }
}
