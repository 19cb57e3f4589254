package dev.deepmatting.propagation;

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

  /** The pixel that a row is about. */
  int pixel(int row) {
    return pixels[points[row]];
  }

  /** The pixel that is its k-th neighbour. */
  int neighbour(int row, int k) {
    return pixels[neighbours.point(row, k)];
  }
}
