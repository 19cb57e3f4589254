package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_stream;
import org.jspecify.annotations.Nullable;

/** oneDNN's CPU engine, and the threads that compute on it. Not safe to share between threads. */
public final class Processor implements AutoCloseable {
  private final dnnl_engine engine;
  private final dnnl_stream stream;
  private final dnnl_primitive_attr linear;
  private final dnnl_primitive_attr rectified;
  private final boolean isLane;
  private final Map<NumberType, Boolean> keepsPixelsTogether = new EnumMap<>(NumberType.class);
  private final List<Processor> lanes = new ArrayList<>();
  private @Nullable Workers workers;
  private boolean closed;

  /**
   * The CPU.
   *
   * @throws dev.deepmatting.error.EngineException if oneDNN does not load here
   */
  public Processor() {
    Natives.require();
    engine = new dnnl_engine();
    stream = new dnnl_stream();
    linear = new dnnl_primitive_attr();
    rectified = new dnnl_primitive_attr();
    isLane = false;
    Status.require(dnnl_engine_create(engine, dnnl_cpu, 0), "the start of its engine");
    startStream();
    prepare(linear);
    prepare(rectified);
    rectify();
  }

  /** Uses the same CPU with its own stream. */
  private Processor(Processor all) {
    engine = all.engine;
    stream = new dnnl_stream();
    linear = all.linear;
    rectified = all.rectified;
    isLane = true;
    startStream();
  }

  private void startStream() {
    Status.require(
        dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "the start of its stream");
  }

  /**
   * Returns whether the processor multiplies 16-bit numbers natively; otherwise they are no faster
   * than 32-bit ones.
   *
   * @return true with AVX-512 BF16 or AMX
   */
  public static boolean hasBrainFloat() {
    return Natives.available()
        && (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_bf16)
            == dnnl_cpu_isa_avx512_core_bf16;
  }

  /**
   * Returns whether oneDNN keeps a pixel's channels together here in convolutions and poolings.
   * Determined once.
   *
   * @param type the numbers
   * @return false if it prefers blocks of channels
   * @throws Status.UnimplementedException if oneDNN does not compute with such numbers here
   */
  public boolean keepsPixelsTogether(NumberType type) {
    return keepsPixelsTogether.computeIfAbsent(type, this::findPixelsTogether);
  }

  private boolean findPixelsTogether(NumberType type) {
    try (Layouts layouts = new Layouts();
        Operations operations = new Operations(this, layouts)) {
      return operations.keepsPixelsTogether(type);
    }
  }

  /**
   * Returns the threads that compute pieces in parallel, or the caller alone.
   *
   * @return the same object on each call, closed with this
   */
  public Workers workers() {
    if (workers == null) {
      workers = new Workers();
    }
    return workers;
  }

  /**
   * Returns the CPU as one worker uses it, for the same operations.
   *
   * @param worker from 0
   * @return the same object on each call, closed with this
   */
  public Processor lane(int worker) {
    while (lanes.size() <= worker) {
      lanes.add(new Processor(this));
    }
    return lanes.get(worker);
  }

  /** Lets the caller provide scratch memory, so that it is counted and reused. */
  private static void prepare(dnnl_primitive_attr attributes) {
    Status.require(dnnl_primitive_attr_create(attributes), "attributes");
    Status.require(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "attributes");
  }

  private void rectify() {
    dnnl_post_ops relu = new dnnl_post_ops();
    Status.require(dnnl_post_ops_create(relu), "a ReLU");
    try {
      Status.require(dnnl_post_ops_append_eltwise(relu, dnnl_eltwise_relu, 0, 0), "a ReLU");
      Status.require(dnnl_primitive_attr_set_post_ops(rectified, relu), "a ReLU");
    } finally {
      dnnl_post_ops_destroy(relu);
    }
  }

  /**
   * Returns the engine for oneDNN's functions.
   *
   * @return the engine, valid until {@link #close()}
   */
  public dnnl_engine engine() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  /** Returns the attributes of an operation without a ReLU. */
  dnnl_primitive_attr linear() {
    return linear;
  }

  /** Returns the attributes of an operation followed by a ReLU. */
  dnnl_primitive_attr rectified() {
    return rectified;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (workers != null) {
      workers.close();
    }
    lanes.forEach(Processor::close);
    dnnl_stream_destroy(stream);
    if (!isLane) {
      dnnl_primitive_attr_destroy(linear);
      dnnl_primitive_attr_destroy(rectified);
      dnnl_engine_destroy(engine);
    }
  }
}
