package dev.deepmatting.propagation;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Each selected unknown pixel's alpha should be the same weighted mean of its neighbours' alphas as
 * its colour is of their colours (local linear embedding; Roweis and Saul, 2000). The energy is the
 * squared length of W a, where row i of W is e_i minus the weights of i; multiplies with W, then
 * with its transpose.
 */
final class ReconstructionTerm implements SystemTerm {
  /** Added to the diagonal of the Gram matrix of colour differences, of 0 to 255. */
  private static final double RIDGE = 1e-3;

  private static final double COLOUR_RANGE = 255;
  private static final int CHUNKS = 64;

  private final UnknownLayout layout;

  /** Compressed rows of W: the start of each, its unknowns, and their weights. */
  private final int[] starts;

  private final int[] columns;
  private final float[] weights;

  /** The known neighbours' contribution to each row. */
  private final float[] constants;

  /** The same by columns. */
  private final int[] columnStarts;

  private final int[] rows;
  private final float[] columnWeights;
  private final double[] rowProducts;

  /**
   * Builds the rows.
   *
   * @param layout the unknowns of the picture
   * @param colours red, green and blue, near 0 to 1
   * @param points the neighbours of unknown pixels
   * @param selected the participating rows of the neighbours
   * @param weight factor of the energy
   */
  ReconstructionTerm(
      UnknownLayout layout,
      Plane colours,
      Neighbours.PixelNeighbours points,
      IntPredicate selected,
      double weight,
      Workers workers) {
    this.layout = layout;
    int[] chosen = chosen(points, selected);
    starts = new int[chosen.length + 1];
    constants = new float[chosen.length];
    columns = new int[entries(points, chosen)];
    weights = new float[columns.length];
    float[] embedded = embedded(colours, points, chosen, workers);
    fillRows(points, chosen, embedded, (float) Math.sqrt(weight));
    columnStarts = new int[layout.size + 1];
    rows = new int[columns.length];
    columnWeights = new float[columns.length];
    transpose();
    rowProducts = new double[chosen.length];
  }

  /** Returns the weights of each chosen row's neighbours. */
  private static float[] embedded(
      Plane colours, Neighbours.PixelNeighbours points, int[] chosen, Workers workers) {
    int perRow = points.perRow();
    float[] embedded = new float[chosen.length * perRow];
    workers.run(
        CHUNKS,
        chunk -> {
          Embedding embedding = new Embedding(perRow);
          int end = Workers.border(chosen.length, CHUNKS, chunk + 1);
          for (int i = Workers.border(chosen.length, CHUNKS, chunk); i < end; i++) {
            embedding.solve(colours.values(), points, chosen[i], embedded, i * perRow);
          }
        });
    return embedded;
  }

  /** Returns how many entries the rows have: the pixel itself and its unknown neighbours. */
  private int entries(Neighbours.PixelNeighbours points, int[] chosen) {
    int entries = chosen.length;
    for (int row : chosen) {
      for (int k = 0; k < points.perRow(); k++) {
        entries += layout.labels.isUnknown(points.neighbour(row, k)) ? 1 : 0;
      }
    }
    return entries;
  }

  private void fillRows(
      Neighbours.PixelNeighbours points, int[] chosen, float[] embedded, float factor) {
    int count = 0;
    for (int i = 0; i < chosen.length; i++) {
      columns[count] = layout.place(points.pixel(chosen[i]));
      weights[count++] = factor;
      for (int k = 0; k < points.perRow(); k++) {
        int pixel = points.neighbour(chosen[i], k);
        float value = -factor * embedded[i * points.perRow() + k];
        if (layout.labels.isUnknown(pixel)) {
          columns[count] = layout.place(pixel);
          weights[count++] = value;
        } else {
          constants[i] += value * layout.labels.alpha(pixel);
        }
      }
      starts[i + 1] = count;
    }
  }

  private static int[] chosen(Neighbours.PixelNeighbours points, IntPredicate selected) {
    int[] chosen = new int[points.rows()];
    int count = 0;
    for (int row = 0; row < chosen.length; row++) {
      if (selected.test(row)) {
        chosen[count++] = row;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  private void transpose() {
    for (int column : columns) {
      columnStarts[column + 1]++;
    }
    for (int i = 0; i < layout.size; i++) {
      columnStarts[i + 1] += columnStarts[i];
    }
    int[] next = columnStarts.clone();
    for (int row = 0; row + 1 < starts.length; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        int to = next[columns[i]]++;
        rows[to] = row;
        columnWeights[to] = weights[i];
      }
    }
  }

  @Override
  public void prepare(double[] x, Workers workers) {
    workers.run(
        CHUNKS,
        chunk -> {
          int end = Workers.border(rowProducts.length, CHUNKS, chunk + 1);
          for (int row = Workers.border(rowProducts.length, CHUNKS, chunk); row < end; row++) {
            double sum = 0;
            for (int i = starts[row]; i < starts[row + 1]; i++) {
              sum += weights[i] * x[columns[i]];
            }
            rowProducts[row] = sum;
          }
        });
  }

  @Override
  public void addProduct(int chunk, double[] x, double[] y) {
    for (int column = layout.start(chunk); column < layout.start(chunk + 1); column++) {
      double sum = 0;
      for (int i = columnStarts[column]; i < columnStarts[column + 1]; i++) {
        sum += columnWeights[i] * rowProducts[rows[i]];
      }
      y[column] += sum;
    }
  }

  @Override
  public void addDiagonal(double[] diagonal) {
    for (int i = 0; i < columns.length; i++) {
      diagonal[columns[i]] += (double) weights[i] * weights[i];
    }
  }

  @Override
  public void addRightSide(double[] rightSide) {
    for (int row = 0; row < constants.length; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        rightSide[columns[i]] -= (double) weights[i] * constants[row];
      }
    }
  }

  /** Weights that sum to 1 and best reproduce a pixel's colour from its neighbours'. */
  private static final class Embedding {
    private final int count;
    private final double[] differences;

    /** The Gram matrix, row by row, then its Cholesky factor with inverted diagonal. */
    private final double[] factor;

    private final double[] solution;

    Embedding(int count) {
      this.count = count;
      differences = new double[3 * count];
      factor = new double[count * count];
      solution = new double[count];
    }

    void solve(
        float[] colours, Neighbours.PixelNeighbours points, int row, float[] target, int to) {
      int own = 3 * points.pixel(row);
      for (int k = 0; k < count; k++) {
        int other = 3 * points.neighbour(row, k);
        for (int c = 0; c < 3; c++) {
          differences[3 * k + c] = COLOUR_RANGE * ((double) colours[other + c] - colours[own + c]);
        }
      }
      multiply();
      factorise();
      double sum = substitute();
      for (int k = 0; k < count; k++) {
        target[to + k] = (float) (solution[k] / sum);
      }
    }

    private void multiply() {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          factor[i * count + j] =
              differences[3 * i] * differences[3 * j]
                  + differences[3 * i + 1] * differences[3 * j + 1]
                  + differences[3 * i + 2] * differences[3 * j + 2];
        }
        factor[i * count + i] += RIDGE;
      }
    }

    private void factorise() {
      for (int i = 0; i < count; i++) {
        int row = i * count;
        double rest = factor[row + i];
        for (int j = 0; j < i; j++) {
          double value = factor[row + j];
          for (int k = 0; k < j; k++) {
            value -= factor[row + k] * factor[j * count + k];
          }
          value *= factor[j * count + j];
          factor[row + j] = value;
          rest -= value * value;
        }
        // Rounding can cancel the ridge if colours are far apart.
        factor[row + i] = 1 / Math.sqrt(Math.max(rest, RIDGE * RIDGE));
      }
    }

    private double substitute() {
      for (int i = 0; i < count; i++) {
        double value = 1;
        for (int k = 0; k < i; k++) {
          value -= factor[i * count + k] * solution[k];
        }
        solution[i] = value * factor[i * count + i];
      }
      double sum = 0;
      for (int i = count - 1; i >= 0; i--) {
        double value = solution[i];
        for (int k = i + 1; k < count; k++) {
          value -= factor[k * count + i] * solution[k];
        }
        solution[i] = value * factor[i * count + i];
        sum += solution[i];
      }
      return sum;
    }
  }
}
