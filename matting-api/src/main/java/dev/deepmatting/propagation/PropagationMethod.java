package dev.deepmatting.propagation;

import dev.deepmatting.trimap.LabelExpansion;
import java.util.List;
import java.util.Optional;

/**
 * How opacity spreads from the known pixels of a trimap to the unknown ones: a method with its
 * parameters. Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public sealed interface PropagationMethod permits SolvedMethod {
  /**
   * All methods with their standard parameters, the one to take first at the beginning.
   *
   * @return the methods, each of another name
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
   * The method of a name, with its standard parameters.
   *
   * @param name such as {@code graph}
   * @return empty if there is none
   */
  static Optional<PropagationMethod> named(String name) {
    return all().stream().filter(method -> method.name().equals(name)).findFirst();
  }

  /**
   * The name by which {@code builtin:NAME} finds the method.
   *
   * @return {@code graph}, {@code three-layer-graph}, {@code closed-form}, {@code closed-form-light}
   *     or {@code knn}
   */
  String name();

  /**
   * How the trimap is tightened before anything is solved.
   *
   * @return empty if it is taken as it is
   */
  Optional<LabelExpansion> labelExpansion();

  /**
   * When the solver stops: at so small a residual, relative to the right side.
   *
   * @return more than 0, less than 1
   */
  double tolerance();
}
