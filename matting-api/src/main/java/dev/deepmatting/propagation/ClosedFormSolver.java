package dev.deepmatting.propagation;

import java.util.List;
import java.util.function.DoubleConsumer;

/** Solves by the matting Laplacian alone. */
final class ClosedFormSolver extends Solver {
  private final ClosedForm method;

  ClosedFormSolver(ClosedForm method, Workers workers) {
    super(workers, method.tolerance(), true);
    this.method = method;
  }

  @Override
  Plane solve(Plane colours, Labels labels, DoubleConsumer progress) {
    return minimise(Level.of(colours, labels), progress);
  }

  @Override
  List<SystemTerm> terms(Level level, UnknownLayout layout) {
    return List.of(new ClosedFormTerm(layout, level.colours(), method.epsilon(), 1, workers));
  }
}
