package dev.deepmatting.propagation;

/** The method {@code graph}. Immutable. */
public final class ThreeLayerGraph implements PropagationMethod {
  private ThreeLayerGraph() {}

  /**
   * The method with its published parameters.
   *
   * @return the method
   */
  public static ThreeLayerGraph published() {
    return new ThreeLayerGraph();
  }

  @Override
  public String name() {
    return "graph";
  }
}
