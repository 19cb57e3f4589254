package dev.deepmatting.dl4j.internal.onednn;

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

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * One of oneDNN's operations with its arguments. It is described first, which determines layouts
 * and sizes, and created, which takes some milliseconds, when it is needed. Not safe to share
 * between threads.
 */
public final class Operation implements AutoCloseable {
  private static final int MOST_ARGUMENTS = 16;

  private final Processor processor;
  private final Layouts layouts;
  private final Subject name;
  private final double cost;
  private final dnnl_primitive_desc descriptor;
  private final boolean ownsDescriptor;
  private final Map<Integer, Layout> known = new HashMap<>();
  private final Map<Integer, Argument> arguments = new HashMap<>();
  private @Nullable dnnl_primitive primitive;
  private @Nullable dnnl_exec_arg_t list;

  /** An argument's layout, which never changes, and the oneDNN object that receives its address. */
  private record Argument(Layout layout, dnnl_memory memory) {}

  /** Values in memory. */
  public interface Operand {
    /**
     * Returns their layout.
     *
     * @return their layout
     */
    Layout layout();

    /**
     * Returns their address.
     *
     * @return the first byte
     */
    Pointer start();
  }

  /**
   * Takes over a descriptor.
   *
   * @param name for messages, with its shapes
   * @param descriptor destroyed on {@link #close()}
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

  /** Returns the same operation on another stream of the same CPU, without arguments. */
  Operation twin(Processor lane) {
    return new Operation(lane, layouts, name, cost, descriptor, false);
  }

  /**
   * Returns the descriptor, for describing the backward operation of this one.
   *
   * @return oneDNN's hint, valid until {@link #close()}
   */
  public dnnl_primitive_desc descriptor() {
    return descriptor;
  }

  /**
   * Returns the layout that an argument must have.
   *
   * @param argument one of oneDNN's {@code DNNL_ARG_} numbers
   * @return the layout, without bytes if there is no such argument
   */
  public Layout layout(int argument) {
    Layout layout = known.get(argument);
    if (layout == null) {
      layout =
          layouts.of(dnnl_primitive_desc_query_md(descriptor, dnnl_query_exec_arg_md, argument));
      known.put(argument, layout);
    }
    return layout;
  }

  /**
   * Returns the layout of its scratch memory.
   *
   * @return the layout, without bytes if it needs none
   */
  public Layout scratch() {
    return layout(DNNL_ARG_SCRATCHPAD);
  }

  /**
   * Returns whether oneDNN has only its slow reference code for it.
   *
   * @return true if it is slow
   */
  public boolean isReference() {
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

  /**
   * Returns its cost.
   *
   * @return multiplications, or numbers that are moved
   */
  public double cost() {
    return cost;
  }

  /** Creates it for the current number of oneDNN's threads; later calls do nothing. */
  public void make() {
    if (primitive == null) {
      dnnl_primitive made = new dnnl_primitive();
      Status.require(dnnl_primitive_create(made, descriptor), name);
      primitive = made;
    }
  }

  /**
   * Sets the address of an argument, until the next call.
   *
   * @param argument one of oneDNN's {@code DNNL_ARG_} numbers
   * @param layout the same at each call
   * @param start its first byte
   * @return this
   */
  public Operation with(int argument, Layout layout, Pointer start) {
    Argument told = arguments.get(argument);
    if (told == null) {
      told = add(argument, layout);
    } else if (told.layout != layout) {
      throw new IllegalStateException(
          "argument " + argument + " of " + name + " has another layout than on the first call");
    }
    Status.require(dnnl_memory_set_data_handle(told.memory, start), name);
    return this;
  }

  /**
   * Sets the address of an argument.
   *
   * @param argument one of oneDNN's {@code DNNL_ARG_} numbers
   * @param values of the same layout at each call
   * @return this
   */
  public Operation with(int argument, Operand values) {
    return with(argument, values.layout(), values.start());
  }

  private Argument add(int argument, Layout layout) {
    dnnl_exec_arg_t told = list;
    if (told == null) {
      told =
          new dnnl_exec_arg_t(
              Pointer.malloc((long) MOST_ARGUMENTS * Pointer.sizeof(dnnl_exec_arg_t.class)));
      list = told;
    }
    dnnl_memory memory = new dnnl_memory();
    Status.require(
        dnnl_memory_create(memory, layout.descriptor(), processor.engine(), (Pointer) null), name);
    told.getPointer(arguments.size()).arg(argument).memory(memory);
    Argument added = new Argument(layout, memory);
    arguments.put(argument, added);
    return added;
  }

  /** Computes. All arguments must be set, including scratch memory if it needs any. */
  public void run() {
    make();
    Status.require(
        dnnl_primitive_execute(primitive, processor.stream(), arguments.size(), list), name);
  }

  @Override
  public void close() {
    arguments.values().forEach(argument -> dnnl_memory_destroy(argument.memory));
    arguments.clear();
    if (list != null) {
      Pointer.free(list);
      list = null;
    }
    if (primitive != null) {
      dnnl_primitive_destroy(primitive);
      primitive = null;
    }
    if (ownsDescriptor) {
      dnnl_primitive_desc_destroy(descriptor);
    }
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
