package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.deepmatting.dl4j.backprop.Parameter;

/** Convolutions, plain and transposed, with their gradients. */
final class Convolutions {
  private final Device device;
  private final Reorders reorders;
  private final Parameters parameters;
  private final ConvolutionOperations operations;

  Convolutions(Device device, Reorders reorders, Parameters parameters) {
    this.device = device;
    this.reorders = reorders;
    this.parameters = parameters;
    this.operations = new ConvolutionOperations(device);
  }

  Blob forward(boolean transposed, Blob input, Parameter kernel, Parameter bias) {
    Geometry geometry = Geometry.of(transposed, input.shape(), kernel.value().shape());
    Operation operation = operations.forward(geometry);
    try (Reorders.Loan source = reorders.as(operation.layout(DNNL_ARG_SRC), input);
        Reorders.Loan weights = weights(operation, geometry, kernel)) {
      Blob output = operation.output(DNNL_ARG_DST);
      operation
          .with(DNNL_ARG_SRC, source.values())
          .with(DNNL_ARG_WEIGHTS, weights.values())
          .with(DNNL_ARG_BIAS, parameters.value(bias))
          .run();
      return output;
    }
  }

  private Reorders.Loan weights(Operation operation, Geometry geometry, Parameter kernel) {
    Blob values = parameters.value(kernel, geometry.kernelLayout(device.layouts()));
    return reorders.as(operation.layout(DNNL_ARG_WEIGHTS), values);
  }

  /** Adds the parameters' gradients. */
  void backwardWeights(
      boolean transposed, Blob input, Blob gradient, Parameter kernel, Parameter bias) {
    if (!kernel.trains() && !bias.trains()) {
      return;
    }
    Geometry geometry = Geometry.of(transposed, input.shape(), kernel.value().shape());
    Operation operation = operations.backwardWeights(geometry);
    Blob kernelGradient = operation.output(DNNL_ARG_DIFF_WEIGHTS);
    Blob biasGradient = operation.output(DNNL_ARG_DIFF_BIAS);
    try (Reorders.Loan source = reorders.as(operation.layout(DNNL_ARG_SRC), input);
        Reorders.Loan upstream = reorders.as(operation.layout(DNNL_ARG_DIFF_DST), gradient)) {
      operation
          .with(DNNL_ARG_SRC, source.values())
          .with(DNNL_ARG_DIFF_DST, upstream.values())
          .run();
    }
    parameters.addKernelGradient(kernel, kernelGradient, geometry.kernelLayout(device.layouts()));
    parameters.addVectorGradient(bias, biasGradient);
  }

  /** The input's gradient. */
  Blob backwardData(boolean transposed, Blob input, Blob gradient, Parameter kernel) {
    Geometry geometry = Geometry.of(transposed, input.shape(), kernel.value().shape());
    Operation operation = operations.backwardData(geometry);
    try (Reorders.Loan upstream = reorders.as(operation.layout(DNNL_ARG_DIFF_DST), gradient);
        Reorders.Loan weights = weights(operation, geometry, kernel)) {
      Blob result = operation.output(DNNL_ARG_DIFF_SRC);
      operation
          .with(DNNL_ARG_DIFF_DST, upstream.values())
          .with(DNNL_ARG_WEIGHTS, weights.values())
          .run();
      return result;
    }
  }
}
