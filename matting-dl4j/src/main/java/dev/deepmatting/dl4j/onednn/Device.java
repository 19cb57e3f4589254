package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unimplemented;

import dev.deepmatting.error.EngineException;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * The CPU as oneDNN sees it, with memory, layouts and operations. Not safe to share between
 * threads.
 */
final class Device implements AutoCloseable {
  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();
  private final dnnl_primitive_attr attributes = new dnnl_primitive_attr();
  private final NativePool pool = new NativePool();
  private final Layouts layouts = new Layouts();
  private final PrimitiveCache operations = new PrimitiveCache();
  private boolean closed;

  /** Makes the descriptor of an operation. */
  @FunctionalInterface
  interface Maker {
    /**
     * Calls oneDNN.
     *
     * @param descriptor what is to be made
     * @param attributes with scratch memory from outside
     * @return the status
     */
    int make(dnnl_primitive_desc descriptor, dnnl_primitive_attr attributes);
  }

  /**
   * The CPU without memory yet.
   *
   * @throws EngineException if oneDNN does not load here
   */
  static Device open() {
    Natives.require();
    return new Device();
  }

  private Device() {
    Status.require(dnnl_engine_create(engine, dnnl_cpu, 0), "the start of its engine");
    Status.require(
        dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "the start of its stream");
    Status.require(dnnl_primitive_attr_create(attributes), "attributes");
    Status.require(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "attributes");
  }

  dnnl_engine engine() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  NativePool pool() {
    return pool;
  }

  Layouts layouts() {
    return layouts;
  }

  /** New memory for values, not initialised. */
  Blob blob(Layout layout) {
    return new Blob(layout, pool.take(layout.bytes()));
  }

  /** Takes values back that {@link #blob} gave. */
  void release(Blob blob) {
    pool.give(blob.block());
  }

  /**
   * An operation, made at its first use.
   *
   * @param key a value that tells it from all others, and names it in messages
   * @param maker makes its descriptor
   */
  Operation operation(Object key, Maker maker) {
    return possible(key, maker)
        .orElseThrow(() -> new EngineException("oneDNN has no implementation of " + key));
  }

  /**
   * An operation, made at its first use, if oneDNN has it.
   *
   * @param key a value that tells it from all others, and names it in messages
   * @param maker makes its descriptor
   */
  Optional<Operation> possible(Object key, Maker maker) {
    if (closed) {
      throw new IllegalStateException("these kernels are closed");
    }
    return operations.get(key, () -> make(key, maker));
  }

  private Optional<Operation> make(Object key, Maker maker) {
    dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
    int status = maker.make(descriptor, attributes);
    if (status == dnnl_unimplemented) {
      return Optional.empty();
    }
    Status.require(status, key);
    try {
      return Optional.of(new Operation(this, key.toString(), descriptor));
    } catch (EngineException e) {
      dnnl_primitive_desc_destroy(descriptor);
      throw e;
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    operations.close();
    layouts.close();
    pool.close();
    dnnl_primitive_attr_destroy(attributes);
    dnnl_stream_destroy(stream);
    dnnl_engine_destroy(engine);
  }
}
