package dev.deepmatting.dl4j.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_exec_arg_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;

import dev.deepmatting.dl4j.onednn.Layout;
import dev.deepmatting.dl4j.onednn.Layouts;
import dev.deepmatting.dl4j.onednn.Status;
import dev.deepmatting.dl4j.onednn.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One of oneDNN's operations with its arguments. It is described first, which tells layouts and
 * sizes, and made, which takes some milliseconds, when it runs for the first time.
 */
final class Operation implements Step, AutoCloseable {
  private final Processor processor;
  private final Layouts layouts;
  private final Subject name;
  private final double cost;
  private final dnnl_primitive_desc descriptor;
  private final boolean ownsDescriptor;
  private final Map<Integer, Value> values = new LinkedHashMap<>();
  private final Map<Integer, Supplier<Pointer>> constants = new LinkedHashMap<>();
  private final Map<Integer, dnnl_memory> arguments = new LinkedHashMap<>();
  private dnnl_primitive primitive;
  private dnnl_exec_arg_t list;

  /**
   * Takes a descriptor over.
   *
   * @param name what messages call it, with its shapes
   */
  Operation(
      Processor processor,
      Layouts layouts,
      Subject name,
      double cost,
      dnnl_primitive_desc descriptor) {
    this(processor, layouts, name, cost, descriptor, true);
  }

  private Operation(
      Processor processor,
      Layouts layouts,
      Subject name,
      double cost,
      dnnl_primitive_desc descriptor,
      boolean ownsDescriptor) {
    this.processor = processor;
    this.layouts = layouts;
    this.name = name;
    this.cost = cost;
    this.descriptor = descriptor;
    this.ownsDescriptor = ownsDescriptor;
  }

  /** The same operation on another stream of the same CPU, without arguments. */
  Operation twin(Processor lane) {
    return new Operation(lane, layouts, name, cost, descriptor, false);
  }

  /** For describing the backward operation of this one. */
  dnnl_primitive_desc descriptor() {
    return descriptor;
  }

  /** The layout that an argument must have. */
  Layout layout(int argument) {
    return layouts.of(dnnl_primitive_desc_query_md(descriptor, dnnl_query_exec_arg_md, argument));
  }

  /** Whether oneDNN has nothing faster for it than plain loops. */
  boolean isReference() {
    Pointer cell = Pointer.malloc(Long.BYTES);
    try {
      Status.require(
          dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, cell), name);
      return new PointerPointer<BytePointer>(cell)
          .get(BytePointer.class, 0)
          .getString()
          .startsWith("ref");
    } finally {
      Pointer.free(cell);
    }
  }

  Layout scratch() {
    return layout(DNNL_ARG_SCRATCHPAD);
  }

  /** Sets an argument to a value of the plan. */
  Operation with(int argument, Value value) {
    values.put(argument, value);
    return this;
  }

  /** Sets an argument to what is the same in all plans; asked for before the first run. */
  Operation with(int argument, Supplier<Pointer> constant) {
    constants.put(argument, constant);
    return this;
  }

  /** Sets the scratch memory, if any is needed. */
  Operation withScratch(Supplier<Pointer> memory) {
    return scratch().bytes() == 0 ? this : with(DNNL_ARG_SCRATCHPAD, memory);
  }

  @Override
  public void bind(BytePointer memory) {
    if (primitive == null) {
      makeOrRelease();
    }
    values.forEach(
        (argument, value) -> move(argument, memory.getPointer(BytePointer.class, value.offset())));
  }

  /** Made in part it would fail at each later run; this way the next one tries again. */
  private void makeOrRelease() {
    try {
      make();
    } catch (RuntimeException | Error e) {
      release();
      throw e;
    }
  }

  private void make() {
    dnnl_primitive made = new dnnl_primitive();
    Status.require(dnnl_primitive_create(made, descriptor), name);
    primitive = made;
    int count = values.size() + constants.size();
    list =
        new dnnl_exec_arg_t(Pointer.malloc((long) count * Pointer.sizeof(dnnl_exec_arg_t.class)));
    values.forEach((argument, value) -> add(argument, value.layout()));
    constants.forEach(
        (argument, constant) -> {
          add(argument, layout(argument));
          move(argument, constant.get());
        });
  }

  private void add(int argument, Layout layout) {
    dnnl_memory memory = new dnnl_memory();
    Status.require(
        dnnl_memory_create(memory, layout.descriptor(), processor.engine(), (Pointer) null), name);
    list.getPointer(arguments.size()).arg(argument).memory(memory);
    arguments.put(argument, memory);
  }

  /** Sets where an argument is, until the next {@link #bind}. */
  void move(int argument, Pointer start) {
    Status.require(dnnl_memory_set_data_handle(arguments.get(argument), start), name);
  }

  @Override
  public void run() {
    Status.require(
        dnnl_primitive_execute(primitive, processor.stream(), arguments.size(), list), name);
  }

  @Override
  public double cost() {
    return cost;
  }

  private void release() {
    arguments.values().forEach(memory -> dnnl_memory_destroy(memory));
    arguments.clear();
    if (list != null) {
      Pointer.free(list);
      list = null;
    }
    if (primitive != null) {
      dnnl_primitive_destroy(primitive);
      primitive = null;
    }
  }

  @Override
  public void close() {
    release();
    if (ownsDescriptor) {
      dnnl_primitive_desc_destroy(descriptor);
    }
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
