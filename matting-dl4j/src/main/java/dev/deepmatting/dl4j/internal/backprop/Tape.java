package dev.deepmatting.dl4j.internal.backprop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Records a forward pass for its backward pass. The backward pass releases the results of each step
 * once it has passed it.
 */
final class Tape {
  private final Kernels kernels;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final IdentityHashMap<Activation, Activation> gradients = new IdentityHashMap<>();

  Tape(Kernels kernels) {
    this.kernels = kernels;
  }

  private record Step(Activation output, Consumer<Activation> backward, Runnable release) {}

  /**
   * Records a step of the forward pass.
   *
   * @param output the step's result
   * @param backward takes over the output's gradient and adds the gradients of the step's inputs
   *     and parameters
   * @param release frees the step's results
   */
  void record(Activation output, Consumer<Activation> backward, Runnable release) {
    steps.push(new Step(output, backward, release));
  }

  /** Adds to an activation's gradient; the tape takes over the given values. */
  void add(Activation activation, Activation gradient) {
    Activation before = gradients.remove(activation);
    if (before == null) {
      gradients.put(activation, gradient);
      return;
    }
    gradients.put(activation, kernels.add(before, gradient));
    kernels.release(before);
    kernels.release(gradient);
  }

  /** Returns an activation's gradient, which the caller takes over. */
  Activation take(Activation activation) {
    return Objects.requireNonNull(gradients.remove(activation), "no gradient");
  }

  /** Runs the backward pass. */
  void backward() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      step.backward.accept(take(step.output));
      step.release.run();
    }
  }

  /** Frees everything without a backward pass. */
  void discard() {
    while (!steps.isEmpty()) {
      steps.pop().release.run();
    }
    gradients.values().forEach(kernels::release);
    gradients.clear();
  }
}
