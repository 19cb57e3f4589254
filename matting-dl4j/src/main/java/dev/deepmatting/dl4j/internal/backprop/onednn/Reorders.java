package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Status;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Copies between layouts. */
final class Reorders {
  private final Workspace workspace;
  private final Map<List<Layout>, Optional<Operation>> additions = new HashMap<>();

  Reorders(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Values in a wanted layout for a limited time: the values themselves, or a copy. */
  final class Loan implements AutoCloseable {
    private final Blob values;
    private final boolean ends;

    private Loan(Blob values, boolean ends) {
      this.values = values;
      this.ends = ends;
    }

    Blob values() {
      return values;
    }

    @Override
    public void close() {
      if (ends) {
        workspace.release(values);
      }
    }
  }

  /** Lends the values in a layout; the loan ends before the values are released. */
  Loan as(Layout layout, Blob values) {
    if (values.layout() == layout) {
      return new Loan(values, false);
    }
    Blob copy = workspace.blob(layout);
    copy(values, copy);
    return new Loan(copy, true);
  }

  /** Lends the values in a layout, and releases them after the copy, or with the loan. */
  Loan instead(Layout layout, Blob values) {
    if (values.layout() == layout) {
      return new Loan(values, true);
    }
    Loan loan = as(layout, values);
    workspace.release(values);
    return loan;
  }

  /** Returns the values in row-major order. */
  double[] download(Blob blob) {
    try (Loan values = as(workspace.layouts().plain(blob.shape()), blob)) {
      return Workspace.plain(values.values());
    }
  }

  private void copy(Blob source, Blob target) {
    copy(workspace.operations().reorder(source.layout(), target.layout()), source, target);
  }

  private void copy(Operation operation, Blob source, Blob target) {
    workspace.run(operation.with(DNNL_ARG_FROM, source).with(DNNL_ARG_TO, target));
  }

  /**
   * Concatenates channels. The result has a plain layout: blocks of channels have no room for
   * others.
   */
  Blob join(Blob first, Blob second) {
    int[] shape = first.shape().clone();
    int channels = shape[1];
    shape[1] += second.shape()[1];
    Blob joined = workspace.blob(workspace.layouts().plain(shape));
    copy(first, part(joined, 0, channels));
    copy(second, part(joined, channels, second.shape()[1]));
    return joined;
  }

  /** Returns the first channels. */
  Blob joinBackward(Blob gradient, int channels) {
    int[] shape = gradient.shape().clone();
    Layout whole = workspace.layouts().plain(shape);
    shape[1] = channels;
    Blob first = workspace.blob(workspace.layouts().plain(shape));
    try (Loan values = as(whole, gradient)) {
      copy(part(values.values(), 0, channels), first);
    }
    return first;
  }

  private Blob part(Blob whole, int first, int count) {
    return new Blob(workspace.layouts().channels(whole.layout(), first, count), whole.block());
  }

  /**
   * Adds values to those in other memory in one pass, if oneDNN supports it for these layouts.
   *
   * @return false if nothing was done
   */
  boolean addIfPossible(Blob source, Blob target) {
    List<Layout> layouts = List.of(source.layout(), target.layout());
    Optional<Operation> addition = additions.get(layouts);
    if (addition == null) {
      addition = addition(layouts);
      additions.put(layouts, addition);
    }
    addition.ifPresent(operation -> copy(operation, source, target));
    return addition.isPresent();
  }

  private Optional<Operation> addition(List<Layout> layouts) {
    try {
      return Optional.of(
          workspace
              .operations()
              .operation(
                  new Subject("addition between", layouts),
                  (made, engine, attributes) ->
                      createAdding(made, layouts.get(0), layouts.get(1), engine, attributes)));
    } catch (Status.UnimplementedException e) {
      return Optional.empty();
    }
  }

  private static int createAdding(
      dnnl_primitive_desc descriptor,
      Layout from,
      Layout to,
      dnnl_engine engine,
      dnnl_primitive_attr attributes) {
    dnnl_primitive_attr adding = new dnnl_primitive_attr();
    dnnl_post_ops sum = new dnnl_post_ops();
    Status.require(dnnl_primitive_attr_clone(adding, attributes), "attributes");
    Status.require(dnnl_post_ops_create(sum), "a sum");
    try {
      Status.require(dnnl_post_ops_append_sum(sum, 1, 0, dnnl_data_type_undef), "a sum");
      Status.require(dnnl_primitive_attr_set_post_ops(adding, sum), "a sum");
      return dnnl_reorder_primitive_desc_create(
          descriptor, from.descriptor(), engine, to.descriptor(), engine, adding);
    } finally {
      dnnl_post_ops_destroy(sum);
      dnnl_primitive_attr_destroy(adding);
    }
  }
}
