package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.onednn.Geometry;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;

/**
 * Convolutions, plain and transposed, with their gradients. oneDNN's kernels compute at least 16
 * output channels, but handle a single input channel efficiently. A convolution with a single
 * output channel therefore runs as the gradient of its opposite, which has a single input channel:
 * always backward, and forward unless {@link Prediction} suits.
 */
final class Convolutions {
  private final Workspace workspace;
  private final Reorders reorders;
  private final Parameters parameters;
  private final ConvolutionGradients gradients;
  private final Prediction prediction;

  Convolutions(Workspace workspace, Reorders reorders, Parameters parameters) {
    this.workspace = workspace;
    this.reorders = reorders;
    this.parameters = parameters;
    this.gradients = new ConvolutionGradients(workspace);
    this.prediction = new Prediction(workspace, reorders, parameters);
  }

  private static Geometry geometry(boolean transposed, Blob input, Parameter kernel) {
    long[] shape = kernel.value().shape();
    return transposed || shape[0] > 1
        ? Geometry.of(transposed, input.shape(), shape)
        : Geometry.turned(input.shape(), shape);
  }

  Blob forward(boolean transposed, Blob input, Parameter kernel, Parameter bias) {
    if (!transposed && Prediction.suits(input.shape(), kernel.value().shape())) {
      return prediction.of(input, kernel, bias);
    }
    Geometry geometry = geometry(transposed, input, kernel);
    Operation operation = gradients.forward(geometry);
    try (Reorders.Loan source = reorders.as(operation.layout(DNNL_ARG_SRC), input);
        Reorders.Loan weights = weights(operation, geometry, kernel)) {
      Blob output = workspace.output(operation, DNNL_ARG_DST);
      workspace.run(
          operation
              .with(DNNL_ARG_SRC, source.values())
              .with(DNNL_ARG_WEIGHTS, weights.values())
              .with(DNNL_ARG_BIAS, parameters.value(bias)));
      return output;
    }
  }

  private Reorders.Loan weights(Operation operation, Geometry geometry, Parameter kernel) {
    Layout wanted = operation.layout(DNNL_ARG_WEIGHTS);
    Layout layout = geometry.kernelLayout(workspace.layouts());
    return geometry.isTurned()
        ? reorders.instead(wanted, parameters.turned(kernel, layout))
        : reorders.as(wanted, parameters.value(kernel, layout));
  }

  /** Adds the parameters' gradients. */
  void backwardWeights(
      boolean transposed, Blob input, Blob gradient, Parameter kernel, Parameter bias) {
    if (!kernel.trains() && !bias.trains()) {
      return;
    }
    Geometry geometry = geometry(transposed, input, kernel);
    Operation operation = gradients.ofWeights(geometry);
    Blob kernelGradient = workspace.output(operation, DNNL_ARG_DIFF_WEIGHTS);
    Blob biasGradient = workspace.output(operation, DNNL_ARG_DIFF_BIAS);
    try (Reorders.Loan source = reorders.as(operation.layout(DNNL_ARG_SRC), input);
        Reorders.Loan upstream = reorders.as(operation.layout(DNNL_ARG_DIFF_DST), gradient)) {
      workspace.run(
          operation.with(DNNL_ARG_SRC, source.values()).with(DNNL_ARG_DIFF_DST, upstream.values()));
    }
    Layout layout = geometry.kernelLayout(workspace.layouts());
    if (geometry.isTurned()) {
      parameters.addTurnedGradient(kernel, kernelGradient, layout);
    } else {
      parameters.addKernelGradient(kernel, kernelGradient, layout);
    }
    parameters.addVectorGradient(bias, biasGradient);
  }

  /** Returns the input's gradient. */
  Blob backwardData(boolean transposed, Blob input, Blob gradient, Parameter kernel) {
    Geometry geometry = geometry(transposed, input, kernel);
    Operation operation = gradients.ofInput(geometry);
    try (Reorders.Loan upstream = reorders.as(operation.layout(DNNL_ARG_DIFF_DST), gradient);
        Reorders.Loan weights = weights(operation, geometry, kernel)) {
      Blob result = workspace.output(operation, DNNL_ARG_DIFF_SRC);
      workspace.run(
          operation
              .with(DNNL_ARG_DIFF_DST, upstream.values())
              .with(DNNL_ARG_WEIGHTS, weights.values()));
      return result;
    }
  }
}
