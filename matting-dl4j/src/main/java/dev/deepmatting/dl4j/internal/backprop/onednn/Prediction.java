package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Squares;

/** A plain convolution to one channel, forward, in {@link Squares} of pixels. */
final class Prediction {
  private final Workspace workspace;
  private final Reorders reorders;
  private final Parameters parameters;

  Prediction(Workspace workspace, Reorders reorders, Parameters parameters) {
    this.workspace = workspace;
    this.reorders = reorders;
    this.parameters = parameters;
  }

  /** Whether squares cover the pictures, and there is one channel to predict. */
  static boolean suits(int[] input, long[] kernel) {
    return kernel[0] == 1 && input[2] % Squares.SIDE == 0 && input[3] % Squares.SIDE == 0;
  }

  /** The one channel, row-major. */
  Blob of(Blob input, Parameter kernel, Parameter bias) {
    int[] shape = input.shape();
    int[] squares = Squares.shape(shape[0], shape[2], shape[3]);
    Blob values = inSquares(input, squares, kernel, bias);
    Layout together = workspace.layouts().channelsLast(NumberType.FLOAT, squares);
    Operation ordering = Squares.ordering(workspace.operations(), workspace.layouts(), squares);
    Blob plane = workspace.blob(workspace.layouts().plain(shape[0], 1, shape[2], shape[3]));
    try (Reorders.Loan pixels = reorders.instead(together, values)) {
      workspace.run(
          ordering
              .with(DNNL_ARG_FROM, ordering.layout(DNNL_ARG_FROM), pixels.values().start())
              .with(DNNL_ARG_TO, ordering.layout(DNNL_ARG_TO), plane.start()));
    }
    return plane;
  }

  private Blob inSquares(Blob input, int[] squares, Parameter kernel, Parameter bias) {
    int side = Math.toIntExact(kernel.value().size(2));
    int channels = input.shape()[1];
    Layouts layouts = workspace.layouts();
    Operation operation =
        Squares.convolution(
            workspace.operations(),
            "prediction",
            layouts.any(input.shape()),
            Squares.kernel(layouts, NumberType.FLOAT, channels, side),
            layouts.any(squares),
            side / 2);
    float[] kernels = Squares.kernel(parameters.copy(kernel), side);
    Blob plain =
        workspace.upload(kernels, Squares.PLACES, channels, Squares.seen(side), Squares.seen(side));
    Blob biases = workspace.upload(Squares.bias(parameters.copy(bias)[0]), Squares.PLACES);
    try (Reorders.Loan source = reorders.as(operation.layout(DNNL_ARG_SRC), input);
        Reorders.Loan weights = reorders.instead(operation.layout(DNNL_ARG_WEIGHTS), plain)) {
      Blob output = workspace.output(operation, DNNL_ARG_DST);
      workspace.run(
          operation
              .with(DNNL_ARG_SRC, source.values())
              .with(DNNL_ARG_WEIGHTS, weights.values())
              .with(DNNL_ARG_BIAS, biases));
      return output;
    } finally {
      workspace.release(biases);
    }
  }
}
