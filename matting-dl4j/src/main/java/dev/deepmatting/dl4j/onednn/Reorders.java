package dev.deepmatting.dl4j.onednn;

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

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Copies between layouts. */
final class Reorders {
  private final Device device;

  Reorders(Device device) {
    this.device = device;
  }

  private record Copy(Layout from, Layout to) {}

  private record Addition(Layout from, Layout to) {}

  /** Values in a wanted layout, for a while: themselves, or a copy. */
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
        device.release(values);
      }
    }
  }

  /** The values in a layout; the loan ends before the values are released. */
  Loan as(Layout layout, Blob values) {
    if (values.layout() == layout) {
      return new Loan(values, false);
    }
    Blob copy = device.blob(layout);
    copy(values, copy);
    return new Loan(copy, true);
  }

  /** The values in a layout; they are released when that is done, or with the loan. */
  Loan instead(Layout layout, Blob values) {
    if (values.layout() == layout) {
      return new Loan(values, true);
    }
    Loan loan = as(layout, values);
    device.release(values);
    return loan;
  }

  /** Writes values to other memory. */
  void copy(Blob source, Blob target) {
    Layout from = source.layout();
    Layout to = target.layout();
    device
        .operation(
            new Copy(from, to),
            (descriptor, attributes) -> create(descriptor, from, to, attributes))
        .with(DNNL_ARG_FROM, source)
        .with(DNNL_ARG_TO, target)
        .run();
  }

  /**
   * Adds values to those in other memory in one pass, if oneDNN can between these layouts.
   *
   * @return false if nothing was done
   */
  boolean addIfPossible(Blob source, Blob target) {
    Layout from = source.layout();
    Layout to = target.layout();
    Optional<Operation> addition =
        device.possible(
            new Addition(from, to),
            (descriptor, attributes) -> createAdding(descriptor, from, to, attributes));
    addition.ifPresent(
        operation -> operation.with(DNNL_ARG_FROM, source).with(DNNL_ARG_TO, target).run());
    return addition.isPresent();
  }

  private int create(
      dnnl_primitive_desc descriptor, Layout from, Layout to, dnnl_primitive_attr attributes) {
    return dnnl_reorder_primitive_desc_create(
        descriptor,
        from.descriptor(),
        device.engine(),
        to.descriptor(),
        device.engine(),
        attributes);
  }

  private int createAdding(
      dnnl_primitive_desc descriptor, Layout from, Layout to, dnnl_primitive_attr attributes) {
    dnnl_primitive_attr adding = new dnnl_primitive_attr();
    dnnl_post_ops sum = new dnnl_post_ops();
    Status.require(dnnl_primitive_attr_clone(adding, attributes), "attributes");
    Status.require(dnnl_post_ops_create(sum), "a sum");
    try {
      Status.require(dnnl_post_ops_append_sum(sum, 1, 0, dnnl_data_type_undef), "a sum");
      Status.require(dnnl_primitive_attr_set_post_ops(adding, sum), "a sum");
      return create(descriptor, from, to, adding);
    } finally {
      dnnl_post_ops_destroy(sum);
      dnnl_primitive_attr_destroy(adding);
    }
  }
}
