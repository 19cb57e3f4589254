package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.Random;

/** An energy of a small picture's unknown alphas, with every entry of its matrix. */
final class DenseSystem {
  private final Labels labels;
  private final double[][] matrix;
  private final double[] rightSide;
  private final double[] diagonal;

  /** An empty one. */
  DenseSystem(Labels labels) {
    this.labels = labels;
    int pixels = labels.values().length;
    matrix = new double[pixels][pixels];
    rightSide = new double[pixels];
    diagonal = new double[pixels];
  }

  /** Labels without order, of which such a share is unknown. */
  static Labels labels(int width, int height, double unknown, Random random) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      int known = random.nextBoolean() ? Trimap.FOREGROUND : Trimap.BACKGROUND;
      values[i] = (byte) (random.nextDouble() < unknown ? Trimap.UNKNOWN : known);
    }
    values[values.length / 2] = (byte) Trimap.UNKNOWN;
    return new Labels(width, height, values);
  }

  /** What a term says of itself, product by product. */
  static DenseSystem of(Labels labels, UnknownLayout layout, SystemTerm term, Workers workers) {
    DenseSystem system = new DenseSystem(labels);
    double[] right = new double[layout.size];
    term.addRightSide(right);
    double[] diagonal = new double[layout.size];
    term.addDiagonal(diagonal);
    for (int column = 0; column < system.rightSide.length; column++) {
      if (labels.isUnknown(column)) {
        double[] unit = new double[layout.size];
        unit[layout.place(column)] = 1;
        double[] product = new double[layout.size];
        term.prepare(unit, workers);
        for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
          term.addProduct(chunk, unit, product);
        }
        for (int row = 0; row < system.rightSide.length; row++) {
          system.matrix[row][column] = labels.isUnknown(row) ? product[layout.place(row)] : 0;
        }
        system.rightSide[column] = right[layout.place(column)];
        system.diagonal[column] = diagonal[layout.place(column)];
      }
    }
    return system;
  }

  /** Adds to the entry of two pixels; what ties an unknown to a known one is a right side. */
  void add(int row, int column, double value) {
    if (labels.isUnknown(row) && labels.isUnknown(column)) {
      matrix[row][column] += value;
      diagonal[row] += row == column ? value : 0;
    } else if (labels.isUnknown(row)) {
      rightSide[row] -= value * labels.alpha(column);
    }
  }

  /** Adds the square of a weighted sum of alphas. */
  void addSquare(int[] pixels, double[] weights, double factor) {
    for (int i = 0; i < pixels.length; i++) {
      for (int j = 0; j < pixels.length; j++) {
        add(pixels[i], pixels[j], factor * weights[i] * weights[j]);
      }
    }
  }

  void addAll(DenseSystem other) {
    for (int i = 0; i < rightSide.length; i++) {
      for (int j = 0; j < rightSide.length; j++) {
        matrix[i][j] += other.matrix[i][j];
      }
      rightSide[i] += other.rightSide[i];
      diagonal[i] += other.diagonal[i];
    }
  }

  void assertIsNear(DenseSystem wanted, double tolerance) {
    assertThat(farthest(rightSide, wanted.rightSide)).as("right side").isLessThan(tolerance);
    assertThat(farthest(diagonal, wanted.diagonal)).as("diagonal").isLessThan(tolerance);
    for (int i = 0; i < matrix.length; i++) {
      assertThat(farthest(matrix[i], wanted.matrix[i])).as("row %d", i).isLessThan(tolerance);
    }
  }

  private static double farthest(double[] one, double[] other) {
    double farthest = 0;
    for (int i = 0; i < one.length; i++) {
      double distance = Math.abs(one[i] - other[i]);
      // A maximum would forget NaN.
      farthest = distance <= farthest ? farthest : distance;
    }
    return farthest;
  }

  /** The alphas of all pixels. */
  double[] solution() {
    int count = rightSide.length;
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOf(matrix[i], count + 1);
      rows[i][count] = rightSide[i];
      if (!labels.isUnknown(i)) {
        rows[i][i] = 1;
        rows[i][count] = labels.alpha(i);
      }
    }
    return eliminated(rows);
  }

  /** The solution of equations by Gauss and Jordan's elimination; they are worked on in place. */
  static double[] eliminated(double[][] rows) {
    int count = rows.length;
    for (int i = 0; i < count; i++) {
      for (int row = 0; row < count; row++) {
        double factor = row == i ? 0 : rows[row][i] / rows[i][i];
        for (int column = i; column <= count && factor != 0; column++) {
          rows[row][column] -= factor * rows[i][column];
        }
      }
    }
    double[] solution = new double[count];
    for (int i = 0; i < count; i++) {
      solution[i] = rows[i][count] / rows[i][i];
    }
    return solution;
  }
}
