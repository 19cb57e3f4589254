package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A oneDNN operation on values of a plan. It is created when the plan runs for the first time. */
final class OperationStep implements Step {
  private final Operation operation;
  private final Map<Integer, Value> values = new LinkedHashMap<>();
  private final Map<Integer, Supplier<Pointer>> constants = new LinkedHashMap<>();
  private boolean hasConstants;

  /**
   * Creates a step without arguments.
   *
   * @param operation owned by this step
   */
  OperationStep(Operation operation) {
    this.operation = operation;
  }

  Layout layout(int argument) {
    return operation.layout(argument);
  }

  /** Sets an argument to a value of the plan. */
  OperationStep with(int argument, Value value) {
    values.put(argument, value);
    return this;
  }

  /** Sets an argument to a part of a larger value, initially the first. */
  OperationStep withPart(int argument, Value whole) {
    return with(argument, whole.part(layout(argument), 0));
  }

  /** Sets an argument to a constant of all plans, queried before the first run. */
  OperationStep with(int argument, Supplier<Pointer> constant) {
    constants.put(argument, constant);
    return this;
  }

  /** Sets the scratch memory, if any is needed, to a new value. */
  OperationStep withScratch(PlanCompiler compiler) {
    Layout scratch = operation.scratch();
    return scratch.bytes() == 0 ? this : with(DNNL_ARG_SCRATCHPAD, compiler.value(scratch));
  }

  /** A failure here is retried before the next run. */
  @Override
  public void bind(BytePointer memory) {
    operation.make();
    if (!hasConstants) {
      constants.forEach(
          (argument, constant) -> operation.with(argument, layout(argument), constant.get()));
      hasConstants = true;
    }
    values.forEach(
        (argument, value) ->
            operation.with(
                argument, value.layout(), memory.getPointer(BytePointer.class, value.offset())));
  }

  /** Sets an argument's address, until the next {@link #bind}. */
  void move(int argument, Pointer start) {
    operation.with(argument, Objects.requireNonNull(values.get(argument)).layout(), start);
  }

  @Override
  public void run() {
    operation.run();
  }

  @Override
  public double cost() {
    return operation.cost();
  }
}
