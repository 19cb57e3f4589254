package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_exec_arg_md;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/**
 * A primitive of oneDNN with its arguments, each of which is of one layout and gets new memory for
 * each run. Not safe to share between threads.
 */
final class Operation implements AutoCloseable {
  private static final int MOST_ARGUMENTS = 16;

  private final Device device;
  private final String name;
  private final dnnl_primitive_desc descriptor;
  private final dnnl_primitive primitive = new dnnl_primitive();
  private final Map<Integer, Layout> layouts = new HashMap<>();
  private final Map<Integer, Argument> arguments = new HashMap<>();
  private final dnnl_exec_arg_t list;
  private final Layout scratch;

  /** An argument's layout, which is always the same, and what is told where its memory is. */
  private record Argument(Layout layout, dnnl_memory memory) {}

  /**
   * Takes a descriptor over.
   *
   * @param name what messages call it, with its shapes
   * @param descriptor destroyed on {@link #close()}
   */
  Operation(Device device, String name, dnnl_primitive_desc descriptor) {
    this.device = device;
    this.name = name;
    this.descriptor = descriptor;
    Status.require(dnnl_primitive_create(primitive, descriptor), name);
    long bytes = (long) MOST_ARGUMENTS * Pointer.sizeof(dnnl_exec_arg_t.class);
    list = new dnnl_exec_arg_t(Pointer.malloc(bytes));
    scratch = layout(DNNL_ARG_SCRATCHPAD);
  }

  /** For making the backward operation of this one. */
  dnnl_primitive_desc descriptor() {
    return descriptor;
  }

  /** The layout that an argument must have. */
  Layout layout(int argument) {
    return layouts.computeIfAbsent(argument, this::query);
  }

  private Layout query(int argument) {
    return device
        .layouts()
        .of(dnnl_primitive_desc_query_md(descriptor, dnnl_query_exec_arg_md, argument));
  }

  /** Sets an argument for the next run. */
  Operation with(int argument, Blob blob) {
    Argument known = arguments.computeIfAbsent(argument, key -> add(key, blob.layout()));
    if (known.layout != blob.layout()) {
      throw new IllegalStateException(
          "argument " + argument + " of " + name + " has another layout than the first time");
    }
    Status.require(dnnl_memory_set_data_handle(known.memory, blob.start()), name);
    return this;
  }

  private Argument add(int argument, Layout layout) {
    dnnl_memory memory = new dnnl_memory();
    Status.require(
        dnnl_memory_create(memory, layout.descriptor(), device.engine(), (Pointer) null), name);
    list.getPointer(arguments.size()).arg(argument).memory(memory);
    return new Argument(layout, memory);
  }

  /** Sets an argument to new memory. */
  Blob output(int argument) {
    Blob blob = device.blob(layout(argument));
    with(argument, blob);
    return blob;
  }

  /** Computes. */
  void run() {
    if (scratch.bytes() == 0) {
      execute();
      return;
    }
    Blob memory = device.blob(scratch);
    with(DNNL_ARG_SCRATCHPAD, memory);
    execute();
    device.release(memory);
  }

  private void execute() {
    Status.require(
        dnnl_primitive_execute(primitive, device.stream(), arguments.size(), list), name);
  }

  @Override
  public void close() {
    arguments.values().forEach(argument -> dnnl_memory_destroy(argument.memory));
    Pointer.free(list);
    dnnl_primitive_destroy(primitive);
    dnnl_primitive_desc_destroy(descriptor);
  }

  @Override
  public String toString() {
    return name;
  }
}
