package dev.deepmatting.propagation;

/** The method {@code knn}. Immutable. */
public final class Knn implements PropagationMethod {
  private Knn() {}

  /**
   * The method with its published parameters.
   *
   * @return the method
   */
  public static Knn published() {
    return new Knn();
  }

  @Override
  public String name() {
    return "knn";
  }
}
