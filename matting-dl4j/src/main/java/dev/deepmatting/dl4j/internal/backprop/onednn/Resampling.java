package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_linear;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** Bilinear doubling of the resolution, corners not aligned. */
final class Resampling {
  /** The factors follow from the sizes. */
  private static final @Nullable FloatPointer NO_FACTORS = null;

  private final Workspace workspace;

  Resampling(Workspace workspace) {
    this.workspace = workspace;
  }

  Blob doubled(Blob input) {
    Operation operation = workspace.operations().doubling(input.layout()).with(DNNL_ARG_SRC, input);
    Blob output = workspace.output(operation, DNNL_ARG_DST);
    workspace.run(operation);
    return output;
  }

  private Operation backward(Layout output) {
    int[] shape = output.shape();
    int[] half = {shape[0], shape[1], shape[2] / 2, shape[3] / 2};
    Operation forward = workspace.operations().doubling(workspace.layouts().plain(half));
    return workspace
        .operations()
        .operation(
            new Subject("gradient of the doubling to", output),
            (made, engine, attributes) ->
                dnnl_resampling_backward_primitive_desc_create(
                    made,
                    engine,
                    dnnl_resampling_linear,
                    NO_FACTORS,
                    workspace.layouts().any(half).descriptor(),
                    output.descriptor(),
                    forward.descriptor(),
                    attributes));
  }

  Blob doubledBackward(Blob gradient) {
    Operation operation = backward(gradient.layout()).with(DNNL_ARG_DIFF_DST, gradient);
    Blob result = workspace.output(operation, DNNL_ARG_DIFF_SRC);
    workspace.run(operation);
    return result;
  }
}
