package dev.deepmatting.propagation;

/** Pulls alphas towards given ones: the square of each difference counts. */
final class PullTerm implements SystemTerm {
  private final UnknownLayout layout;
  private final double[] goal;
  private final double weight;

  PullTerm(UnknownLayout layout, double[] goal, double weight) {
    this.layout = layout;
    this.goal = goal.clone();
    this.weight = weight;
  }

  @Override
  public void addProduct(int chunk, double[] x, double[] y) {
    for (int i = layout.start(chunk); i < layout.start(chunk + 1); i++) {
      y[i] += weight * x[i];
    }
  }

  @Override
  public void addDiagonal(double[] diagonal) {
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] += weight;
    }
  }

  @Override
  public void addRightSide(double[] rightSide) {
    for (int i = 0; i < rightSide.length; i++) {
      rightSide[i] += weight * goal[i];
    }
  }
}
