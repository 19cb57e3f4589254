package dev.deepmatting.propagation;

/**
 * One term of a quadratic energy of the unknown alphas: a symmetric positive semidefinite matrix,
 * applied but never formed, plus the known pixels' contribution to the right side. Vectors are
 * those of an {@link UnknownLayout}.
 */
interface SystemTerm {
  /** Prepares a product, once before its chunks. */
  default void prepare(double[] x, Workers workers) {}

  /** Adds the matrix times x to the unknowns of a chunk. */
  void addProduct(int chunk, double[] x, double[] y);

  /** Adds the diagonal of the matrix. */
  void addDiagonal(double[] diagonal);

  /** Adds the known pixels' contribution to the right side. */
  void addRightSide(double[] rightSide);
}
