package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.onednn.ThreadCount;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A network's kernels and biases in native memory, in the layouts that operations need, shared by
 * all plans of the network. Not safe to share between threads.
 */
public final class WeightStore implements AutoCloseable {
  /** Fewer are copied sooner than OpenMP's threads begin, which then wait for work actively. */
  private static final long MANY_BYTES = 4L << 20;

  private final Processor processor;
  private final Layouts layouts = new Layouts();
  private final Map<String, List<Kernel>> kernels = new HashMap<>();
  private final Map<String, AlignedMemory> biases = new HashMap<>();
  private final Map<String, float[]> numbers = new HashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  /** A kernel in one layout. */
  private record Kernel(Layout layout, AlignedMemory memory) {}

  /**
   * Creates a store without weights.
   *
   * @param processor outlives the store
   */
  public WeightStore(Processor processor) {
    this.processor = processor;
  }

  /**
   * Loads a layer's weights.
   *
   * @param name the layer
   * @param wanted the kernel's form and layout for operations
   * @param plain the layout of the form as it is written
   */
  void load(
      String name, KernelForm.Wanted wanted, FloatTensor kernel, Layout plain, FloatTensor bias) {
    try (AlignedMemory file = new AlignedMemory(plain.bytes())) {
      wanted.form().write(kernel, file.start());
      kernels
          .computeIfAbsent(name, key -> new ArrayList<>())
          .add(copy(plain, file, wanted.layout()));
    }
    float[] numbersOfBias = wanted.form().bias(bias).values();
    AlignedMemory memory = new AlignedMemory((long) Float.BYTES * numbersOfBias.length);
    bytes.addAndGet(memory.bytes());
    new FloatPointer(memory.start()).put(numbersOfBias);
    biases.put(name, memory);
  }

  private Kernel copy(Layout from, AlignedMemory source, Layout to) {
    Layout layout = layouts.of(to.descriptor());
    AlignedMemory target = new AlignedMemory(layout.bytes());
    try {
      if (layout.bytes() < MANY_BYTES) {
        ThreadCount.withOne(() -> reorder(from, source, layout, target));
      } else {
        reorder(from, source, layout, target);
      }
    } catch (RuntimeException | Error e) {
      target.close();
      throw e;
    }
    bytes.addAndGet(target.bytes());
    return new Kernel(layout, target);
  }

  /** Returns what it wrote. */
  private AlignedMemory reorder(
      Layout from, AlignedMemory source, Layout to, AlignedMemory target) {
    try (Operations operations = new Operations(processor, layouts)) {
      reorder(operations.reorder(from, to), from, source, to, target);
    }
    return target;
  }

  private static void reorder(
      Operation reorder, Layout from, AlignedMemory source, Layout to, AlignedMemory target) {
    Layout needed = reorder.scratch();
    try (AlignedMemory scratch = new AlignedMemory(needed.bytes())) {
      if (needed.bytes() > 0) {
        reorder.with(DNNL_ARG_SCRATCHPAD, needed, scratch.start());
      }
      reorder.with(DNNL_ARG_FROM, from, source.start()).with(DNNL_ARG_TO, to, target.start()).run();
    }
  }

  /** Returns a layer's kernel in a layout; copies it on the first request for that layout. */
  BytePointer kernel(String name, Layout wanted) {
    List<Kernel> known = Objects.requireNonNull(kernels.get(name), name);
    for (Kernel kernel : known) {
      if (kernel.layout.isSameAs(wanted)) {
        return kernel.memory.start();
      }
    }
    Kernel first = known.get(0);
    Kernel made = copy(first.layout, first.memory, wanted);
    known.add(made);
    return made.memory.start();
  }

  /** Returns the layout in which a layer's kernel was loaded, if any. */
  Optional<Layout> layout(String name) {
    return Optional.ofNullable(kernels.get(name)).map(known -> known.get(0).layout);
  }

  /** Stores numbers for computations in Java. */
  void keep(String name, float[] values) {
    numbers.put(name, values);
    bytes.addAndGet((long) Float.BYTES * values.length);
  }

  /** Returns numbers stored under a name. */
  float[] kept(String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  Pointer bias(String name) {
    return Objects.requireNonNull(biases.get(name), name).start();
  }

  /**
   * Returns the memory of the weights; any thread can call this.
   *
   * @return bytes
   */
  public long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    kernels.values().forEach(list -> list.forEach(kernel -> kernel.memory.close()));
    kernels.clear();
    biases.values().forEach(AlignedMemory::close);
    biases.clear();
    layouts.close();
    bytes.set(0);
  }
}
