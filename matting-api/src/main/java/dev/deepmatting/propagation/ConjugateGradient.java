package dev.deepmatting.propagation;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * Solves a sum of terms for the unknown alphas by conjugate gradients with a diagonal
 * preconditioner (Hestenes and Stiefel, 1952).
 *
 * <p>The iteration stops when the residual's norm, weighted by the inverse of the diagonal, falls
 * to the tolerance times that of the right side. Some methods choose a loose tolerance: where the
 * picture has little information, alpha stays near the start. If almost no foreground is in reach,
 * the right side is almost 0 and useless as a measure; then a hundredth of its value with
 * foreground and background exchanged is used instead.
 */
final class ConjugateGradient {
  /** More iterations than any picture has needed; limits the time of hopeless ones. */
  private static final int MOST_ITERATIONS = 4000;

  /** The square of a hundredth. */
  private static final double MIRRORED = 1e-4;

  /** Residuals of this square, compared with a diagonal of 1, are rounding errors. */
  private static final double ROUNDING = 1e-28;

  private final UnknownLayout layout;
  private final List<SystemTerm> terms;
  private final Workers workers;
  private final double[] scale;
  private final double[] rightSide;
  private final double[] residual;
  private final double[] direction;
  private final double[] product;

  ConjugateGradient(UnknownLayout layout, List<SystemTerm> terms, Workers workers) {
    this.layout = layout;
    this.terms = terms;
    this.workers = workers;
    rightSide = new double[layout.size];
    scale = new double[layout.size];
    residual = new double[layout.size];
    direction = new double[layout.size];
    product = new double[layout.size];
    for (SystemTerm term : terms) {
      term.addRightSide(rightSide);
      term.addDiagonal(scale);
    }
    invertScale();
  }

  /** Known pixels get a scale of 0, which keeps them out of every sum. */
  private void invertScale() {
    double[] inverse = new double[scale.length];
    for (int run = 0; run < layout.firstRun(layout.chunkCount()); run++) {
      int base = layout.base(run);
      for (int i = base; i < base + layout.length(run); i++) {
        inverse[i] = scale[i] > 0 ? 1 / scale[i] : 0;
      }
    }
    System.arraycopy(inverse, 0, scale, 0, scale.length);
  }

  /**
   * Solves in place.
   *
   * @param x the start; becomes the solution
   * @param tolerance when to stop
   * @param progress is notified of the approximate progress, 0 to 1
   */
  void solve(double[] x, double tolerance, DoubleConsumer progress) {
    double goal = goal(tolerance);
    double error = begin(x);
    double first = error;
    for (int iteration = 0; iteration < MOST_ITERATIONS && error > goal; iteration++) {
      double curvature = multiply(direction, true);
      if (!(curvature > 0)) {
        return;
      }
      double next = step(x, error / curvature);
      turn(next / error);
      error = next;
      progress.accept(share(first, error, goal));
    }
    progress.accept(1);
  }

  /** Returns the square of the residual's norm at which to stop. */
  private double goal(double tolerance) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = scale[i] > 0 ? 1 : 0;
    }
    multiply(direction, false);
    double wanted = sum(i -> rightSide[i] * rightSide[i] * scale[i]);
    double mirrored =
        sum(i -> (product[i] - rightSide[i]) * (product[i] - rightSide[i]) * scale[i]);
    double diagonal = sum(i -> scale[i] > 0 ? 1 / scale[i] : 0);
    double measure = Math.max(wanted, MIRRORED * mirrored);
    return Math.max(tolerance * tolerance * measure, ROUNDING * diagonal);
  }

  private static double share(double first, double now, double goal) {
    double share = Math.log(first / now) / Math.log(first / goal);
    return Math.max(0, Math.min(1, share));
  }

  private double begin(double[] x) {
    multiply(x, false);
    return sum(
        i -> {
          residual[i] = rightSide[i] - product[i];
          direction[i] = scale[i] * residual[i];
          return residual[i] * direction[i];
        });
  }

  /** Multiplies with a vector; returns the result's scalar product with the vector if wanted. */
  private double multiply(double[] vector, boolean wanted) {
    for (SystemTerm term : terms) {
      term.prepare(vector, workers);
    }
    return workers.sum(
        layout.chunkCount(),
        chunk -> {
          int from = layout.start(chunk);
          int to = layout.start(chunk + 1);
          Arrays.fill(product, from, to, 0);
          for (SystemTerm term : terms) {
            term.addProduct(chunk, vector, product);
          }
          double sum = 0;
          for (int i = from; wanted && i < to; i++) {
            sum += vector[i] * product[i];
          }
          return sum;
        });
  }

  private double step(double[] x, double length) {
    return workers.sum(
        layout.chunkCount(),
        chunk -> {
          double sum = 0;
          for (int i = layout.start(chunk), end = layout.start(chunk + 1); i < end; i++) {
            x[i] += length * direction[i];
            residual[i] -= length * product[i];
            sum += residual[i] * residual[i] * scale[i];
          }
          return sum;
        });
  }

  private void turn(double share) {
    workers.run(
        layout.chunkCount(),
        chunk -> {
          for (int i = layout.start(chunk), end = layout.start(chunk + 1); i < end; i++) {
            direction[i] = scale[i] * residual[i] + share * direction[i];
          }
        });
  }

  private double sum(IntToDoubleFunction value) {
    return workers.sum(
        layout.chunkCount(),
        chunk -> {
          double sum = 0;
          for (int i = layout.start(chunk), end = layout.start(chunk + 1); i < end; i++) {
            sum += value.applyAsDouble(i);
          }
          return sum;
        });
  }
}
