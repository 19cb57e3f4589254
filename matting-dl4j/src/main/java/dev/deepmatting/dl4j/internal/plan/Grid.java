package dev.deepmatting.dl4j.internal.plan;

import java.util.Arrays;

/** A set of a picture's squares; none are outside it. */
final class Grid {
  private final boolean[][] squares;

  Grid(int rows, int columns) {
    squares = new boolean[rows][columns];
  }

  /** Returns a grid with all squares. */
  static Grid all(int rows, int columns) {
    Grid grid = new Grid(rows, columns);
    Arrays.stream(grid.squares).forEach(row -> Arrays.fill(row, true));
    return grid;
  }

  int rows() {
    return squares.length;
  }

  int columns() {
    return squares[0].length;
  }

  boolean at(int row, int column) {
    return row >= 0
        && row < squares.length
        && column >= 0
        && column < squares[row].length
        && squares[row][column];
  }

  /** Adds a rectangle of squares, last row and column included, clipped to the grid. */
  void add(int top, int left, int bottom, int right) {
    int from = Math.max(0, left);
    int to = Math.min(columns() - 1, right) + 1;
    for (int row = Math.max(0, top); row <= Math.min(rows() - 1, bottom); row++) {
      if (from < to) {
        Arrays.fill(squares[row], from, to, true);
      }
    }
  }

  /** Receives squares. */
  interface Visitor {
    void visit(int row, int column);
  }

  void forEach(Visitor visitor) {
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        if (squares[row][column]) {
          visitor.visit(row, column);
        }
      }
    }
  }
}
