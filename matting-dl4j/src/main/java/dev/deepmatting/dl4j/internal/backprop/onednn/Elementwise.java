package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.Pointer;

/** Operations on each value by itself. */
final class Elementwise {
  private final Workspace workspace;
  private final Operations operations;
  private final Reorders reorders;

  Elementwise(Workspace workspace, Reorders reorders) {
    this.workspace = workspace;
    this.operations = workspace.operations();
    this.reorders = reorders;
  }

  private Operation rectify(Layout layout) {
    return operations.function("ReLU of", dnnl_eltwise_relu_use_dst_for_bwd, 0, layout);
  }

  Blob rectify(Blob input) {
    Operation operation = rectify(input.layout()).with(DNNL_ARG_SRC, input);
    Blob output = workspace.output(operation, DNNL_ARG_DST);
    workspace.run(operation);
    return output;
  }

  private Operation rectifyBackward(Layout layout) {
    Operation forward = rectify(layout);
    dnnl_memory_desc values = layout.descriptor();
    return operations.operation(
        new Subject("gradient of the ReLU of", layout),
        (made, engine, attributes) ->
            dnnl_eltwise_backward_primitive_desc_create(
                made,
                engine,
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
      operation.with(DNNL_ARG_DIFF_DST, upstream.values());
      Blob result = workspace.output(operation, DNNL_ARG_DIFF_SRC);
      workspace.run(operation);
      return result;
    }
  }

  Blob add(Blob one, Blob other) {
    Operation operation = operations.addition(one.layout()).with(DNNL_ARG_SRC_0, one);
    try (Reorders.Loan second = reorders.as(one.layout(), other)) {
      operation.with(DNNL_ARG_SRC_1, second.values());
      Blob sum = workspace.output(operation, DNNL_ARG_DST);
      workspace.run(operation);
      return sum;
    }
  }

  /** Multiplies values in place. */
  void multiply(Blob values, Blob factors) {
    change(operations.multiplication(values.layout()), values, factors);
  }

  /** Adds to values in place. */
  void addTo(Blob values, Blob addends) {
    change(operations.addition(values.layout()), values, addends);
  }

  private void change(Operation operation, Blob values, Blob other) {
    try (Reorders.Loan second = reorders.as(values.layout(), other)) {
      workspace.run(
          operation
              .with(DNNL_ARG_SRC_0, values)
              .with(DNNL_ARG_SRC_1, second.values())
              .with(DNNL_ARG_DST, values));
    }
  }

  /** Returns the same value everywhere; padding stays 0. */
  Blob filled(Layout layout, float value) {
    Blob blob = workspace.blob(layout);
    Pointer.memset(blob.start(), 0, layout.bytes());
    Operation fill = operations.function("filling by " + value, dnnl_eltwise_linear, value, layout);
    workspace.run(fill.with(DNNL_ARG_SRC, blob).with(DNNL_ARG_DST, blob));
    return blob;
  }
}
