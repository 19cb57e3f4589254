package dev.deepmatting.propagation;

/**
 * One term of a quadratic energy of the unknown alphas: a symmetric positive semidefinite matrix,
 * applied and never formed, and what the known pixels add to the right side. Vectors are those of
 * an {@link UnknownLayout}.
 */
interface SystemTerm {
  /** What has to be done once before the chunks of a product. */
  default void prepare(double[] x, Workers workers) {}

  /** Adds the matrix times x to the unknowns of a chunk. */
  void addProduct(int chunk, double[] x, double[] y);

  /** Adds the diagonal of the matrix. */
  void addDiagonal(double[] diagonal);

  /** Adds what the known pixels mean for the right side. */
  void addRightSide(double[] rightSide);
}
