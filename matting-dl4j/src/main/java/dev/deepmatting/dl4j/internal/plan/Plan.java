package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.MattingInterruptedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A network compiled for one size. It owns no memory for tensors: each run borrows the block that
 * it needs. Not safe to share between threads.
 */
final class Plan implements AutoCloseable {
  private final List<Operations> operations;
  private final Layouts layouts;
  private final List<Step> steps;
  private final Map<String, KernelForm.Wanted> kernels;
  private final Value input;
  private final Value alpha;
  private final long bytes;
  private long boundTo;

  Plan(
      List<Operations> operations,
      Layouts layouts,
      List<Step> steps,
      Map<String, KernelForm.Wanted> kernels,
      Value input,
      Value alpha,
      long bytes) {
    this.operations = operations;
    this.layouts = layouts;
    this.steps = List.copyOf(steps);
    this.kernels = Map.copyOf(kernels);
    this.input = input;
    this.alpha = alpha;
    this.bytes = bytes;
  }

  /** Returns the memory that a run needs, in bytes. */
  long bytes() {
    return bytes;
  }

  /** Returns the form and layout of a layer's kernel in this plan. */
  KernelForm.Wanted kernel(String name) {
    return Objects.requireNonNull(kernels.get(name), name);
  }

  /**
   * Computes.
   *
   * @param memory at least {@link #bytes()}
   * @param tensor [1, channels, height, width]
   * @param region the part to compute, or null for everything
   * @param progress receives the finished share
   * @param cancelled checked before each step
   * @return alpha, [1, 1, height, width]
   */
  FloatTensor run(
      BytePointer memory,
      FloatTensor tensor,
      @Nullable Region region,
      DoubleConsumer progress,
      BooleanSupplier cancelled) {
    bind(memory);
    if (region != null) {
      steps.forEach(step -> step.focus(region));
    }
    double cost = steps.stream().mapToDouble(Step::cost).sum();
    floats(memory, input).put(tensor.values());
    double done = 0;
    for (Step step : steps) {
      if (cancelled.getAsBoolean()) {
        throw new MattingInterruptedException("prediction was interrupted");
      }
      step.run();
      done += step.cost();
      progress.accept(Math.min(1, done / cost));
    }
    float[] result = new float[Math.toIntExact(alpha.bytes() / Float.BYTES)];
    floats(memory, alpha).get(result);
    return new FloatTensor(result, alpha.layout().shape());
  }

  private void bind(BytePointer memory) {
    if (boundTo != memory.address()) {
      steps.forEach(step -> step.bind(memory));
      boundTo = memory.address();
    }
  }

  private static FloatPointer floats(BytePointer memory, Value value) {
    return new FloatPointer(memory.getPointer(BytePointer.class, value.offset()));
  }

  @Override
  public void close() {
    operations.forEach(Operations::close);
    layouts.close();
  }
}
