package dev.deepmatting.propagation;

import dev.deepmatting.trimap.LabelExpansion;
import java.util.List;
import java.util.Optional;

/**
 * A method, with its parameters, that spreads opacity from the known pixels of a trimap to the
 * unknown ones. Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public sealed interface PropagationMethod permits SolvedMethod {
  /**
   * Returns all methods with their standard parameters, the recommended one first.
   *
   * @return the methods, each with a different name
   */
  static List<PropagationMethod> all() {
    return List.of(
        PyramidGraph.standard(),
        ThreeLayerGraph.published(),
        ClosedForm.published(),
        ClosedForm.inLight(),
        Knn.published());
  }

  /**
   * Returns the method with a name, with its standard parameters.
   *
   * @param name such as {@code graph}
   * @return the method; empty if there is none
   */
  static Optional<PropagationMethod> named(String name) {
    return all().stream().filter(method -> method.name().equals(name)).findFirst();
  }

  /**
   * Returns the name by which {@code builtin:NAME} finds the method.
   *
   * @return {@code graph}, {@code three-layer-graph}, {@code closed-form}, {@code
   *     closed-form-light} or {@code knn}
   */
  String name();

  /**
   * Returns how the trimap is tightened before solving.
   *
   * @return the expansion; empty if the trimap is used unchanged
   */
  Optional<LabelExpansion> labelExpansion();

  /**
   * Returns the residual, relative to the right side, at which the solver stops.
   *
   * @return more than 0, less than 1
   */
  double tolerance();
}
