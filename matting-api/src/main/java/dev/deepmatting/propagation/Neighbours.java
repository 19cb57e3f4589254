package dev.deepmatting.propagation;

/** The nearest neighbours of points, the nearest first. */
final class Neighbours {
  private final int perRow;
  private final int[] points;
  private final float[] squares;

  Neighbours(int rows, int perRow) {
    this.perRow = perRow;
    points = new int[Math.multiplyExact(rows, perRow)];
    squares = new float[points.length];
  }

  void set(int row, int k, int point, float squaredDistance) {
    points[row * perRow + k] = point;
    squares[row * perRow + k] = squaredDistance;
  }

  /** Returns how many neighbours a row has. */
  int perRow() {
    return perRow;
  }

  int rows() {
    return points.length / perRow;
  }

  /** Returns the number of a neighbouring point. */
  int point(int row, int k) {
    return points[row * perRow + k];
  }

  /** Returns the sum of the distances of a row. */
  double distanceSum(int row) {
    double sum = 0;
    for (int i = row * perRow; i < (row + 1) * perRow; i++) {
      sum += Math.sqrt(squares[i]);
    }
    return sum;
  }

  /** Returns the sum of the squared distances of a row. */
  double squareSum(int row) {
    double sum = 0;
    for (int i = row * perRow; i < (row + 1) * perRow; i++) {
      sum += squares[i];
    }
    return sum;
  }

  /**
   * The neighbours of unknown pixels, as pixels.
   *
   * @param pixels the row-major number of each point's pixel
   * @param points the point of each row
   * @param neighbours of each row, as points
   */
  record PixelNeighbours(int[] pixels, int[] points, Neighbours neighbours) {
    int rows() {
      return points.length;
    }

    int perRow() {
      return neighbours.perRow();
    }

    /** Returns the pixel that a row is about. */
    int pixel(int row) {
      return pixels[points[row]];
    }

    /** Returns the pixel that is its k-th neighbour. */
    int neighbour(int row, int k) {
      return pixels[neighbours.point(row, k)];
    }
  }
}
