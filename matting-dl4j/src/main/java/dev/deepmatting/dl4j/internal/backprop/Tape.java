package dev.deepmatting.dl4j.internal.backprop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a forward pass did, for going through it backward. Everything that a step made is released
 * when the pass has gone back past it, as nothing needs it then.
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
   * Notes a step of the forward pass.
   *
   * @param output what it made
   * @param backward given the output's gradient, which belongs to it then, adds the gradients of
   *     the step's inputs and parameters
   * @param release frees what the step made
   */
  void record(Activation output, Consumer<Activation> backward, Runnable release) {
    steps.push(new Step(output, backward, release));
  }

  /** Adds to an activation's gradient; what is given belongs to the tape then. */
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

  /** An activation's gradient, which belongs to the caller then. */
  Activation take(Activation activation) {
    return Objects.requireNonNull(gradients.remove(activation), "no gradient");
  }

  /** Goes back to the beginning. */
  void backward() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      step.backward.accept(take(step.output));
      step.release.run();
    }
  }

  /** Frees everything without going back. */
  void discard() {
    while (!steps.isEmpty()) {
      steps.pop().release.run();
    }
    gradients.values().forEach(kernels::release);
    gradients.clear();
  }
}
