package dev.deepmatting.propagation;

/** How opacity spreads from the known pixels to the unknown ones. Immutable. */
public sealed interface PropagationMethod permits ClosedForm, Knn, ThreeLayerGraph {
  /**
   * The name by which {@code builtin:NAME} finds the method.
   *
   * @return {@code closed-form}, {@code knn} or {@code graph}
   */
  String name();
}
