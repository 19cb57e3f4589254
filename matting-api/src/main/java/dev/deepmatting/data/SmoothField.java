package dev.deepmatting.data;

import java.util.function.DoubleSupplier;

/** Values that change smoothly over a picture: random ones on a lattice, and between those. */
final class SmoothField {
  private final double cell;
  private final int columns;
  private final float[] nodes;

  /** Of each column of pixels: the node on its left, and how far it is from there. */
  private final int[] cells;

  private final float[] shares;

  /**
   * A field.
   *
   * @param width pixels per row
   * @param height rows
   * @param cell pixels from one node to the next
   * @param value draws the value of a node
   */
  SmoothField(int width, int height, double cell, DoubleSupplier value) {
    this.cell = cell;
    columns = (int) (width / cell) + 2;
    nodes = new float[columns * ((int) (height / cell) + 2)];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = (float) value.getAsDouble();
    }
    cells = new int[width];
    shares = new float[width];
    for (int x = 0; x < width; x++) {
      cells[x] = (int) (x / cell);
      shares[x] = smooth((float) (x / cell - cells[x]));
    }
  }

  /** The values of a row's pixels, as many as the target holds. */
  void readRow(int y, float[] target) {
    int row = (int) (y / cell);
    float down = smooth((float) (y / cell - row));
    float[] between = new float[columns];
    for (int column = 0; column < columns; column++) {
      float upper = nodes[row * columns + column];
      between[column] = upper + (nodes[(row + 1) * columns + column] - upper) * down;
    }
    for (int x = 0; x < target.length; x++) {
      int column = cells[x];
      target[x] = between[column] + (between[column + 1] - between[column]) * shares[x];
    }
  }

  private static float smooth(float t) {
    return t * t * (3 - 2 * t);
  }
}
