package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.deepmatting.dl4j.internal.backprop.Pooled;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;

/** Max pooling of 2x2 windows, and unpooling, which is its gradient. */
final class Poolings {
  private static final int WINDOW_ELEMENTS = 4;

  private final Workspace workspace;
  private final Operations operations;
  private final Reorders reorders;
  private final Elementwise elementwise;

  Poolings(Workspace workspace, Reorders reorders, Elementwise elementwise) {
    this.workspace = workspace;
    this.operations = workspace.operations();
    this.reorders = reorders;
    this.elementwise = elementwise;
  }

  /**
   * The result of a max pooling.
   *
   * @param output the maxima
   * @param places their positions
   * @param input the layout of the pooled values
   */
  record Pooling(Blob output, Blob places, Layout input) implements Pooled {}

  Pooling pool(Blob input) {
    Operation operation = operations.pooling(input.layout()).with(DNNL_ARG_SRC, input);
    Blob output = workspace.output(operation, DNNL_ARG_DST);
    Blob places = workspace.output(operation, DNNL_ARG_WORKSPACE);
    workspace.run(operation);
    return new Pooling(output, places, input.layout());
  }

  /** Puts values where the maxima were, and 0 elsewhere. */
  Blob unpool(Pooling where, Blob values) {
    Operation operation = operations.unpooling(operations.pooling(where.input()), where.input());
    try (Reorders.Loan upstream = reorders.as(operation.layout(DNNL_ARG_DIFF_DST), values)) {
      Blob result = workspace.output(operation, DNNL_ARG_DIFF_SRC);
      workspace.run(
          operation
              .with(DNNL_ARG_DIFF_DST, upstream.values())
              .with(DNNL_ARG_WORKSPACE, where.places()));
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
    workspace.release(fours);
    elementwise.multiply(picked, values);
    Operation average = operations.averages(where.input()).with(DNNL_ARG_SRC, picked);
    Blob result = workspace.output(average, DNNL_ARG_DST);
    workspace.run(average);
    workspace.release(picked);
    return result;
  }

  void release(Pooling pooling) {
    workspace.release(pooling.output());
    workspace.release(pooling.places());
  }
}
