package dev.deepmatting.dl4j.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Rectangles of one size that a layer's values are computed in, side by side along rows of cells.
 *
 * @param height of a rectangle, whole cells
 * @param width of a rectangle, whole cells
 * @param cell pixels of a cell's side at the layer's resolution
 */
record Blocks(int height, int width, int cell) {
  /** Matrices with fewer rows, which are the pixels of a row, are multiplied slowly. */
  private static final int LEAST_WIDTH = 16;

  private static final int LEAST_HEIGHT = 4;

  /** A rectangle's first pixel. */
  record Block(int top, int left) {}

  /**
   * The rectangles of a layer.
   *
   * @param level how often its resolution was halved, plus 1
   * @param layerHeight its rows
   * @param layerWidth its columns
   */
  static Blocks of(int level, int layerHeight, int layerWidth) {
    int cell = Region.CELL >> level - 1;
    return new Blocks(
        Math.min(layerHeight, Math.max(cell, LEAST_HEIGHT)),
        Math.min(layerWidth, Math.max(cell, LEAST_WIDTH)),
        cell);
  }

  /** How many of them cover a layer. */
  int count(int layerHeight, int layerWidth) {
    return ((layerHeight + height - 1) / height) * ((layerWidth + width - 1) / width);
  }

  /** Whether a rectangle has any of some cells. */
  boolean meets(Block block, Grid cells) {
    int column = block.left / cell;
    for (int i = 0; i < width / cell; i++) {
      if (isWanted(cells, block.top / cell, column + i, height / cell)) {
        return true;
      }
    }
    return false;
  }

  /** Covers cells; at the picture's end rectangles overlap rather than go beyond. */
  List<Block> cover(Grid cells) {
    List<Block> blocks = new ArrayList<>();
    int rowsOfCells = height / cell;
    int columnsOfCells = width / cell;
    for (int row = 0; row < cells.rows(); row += rowsOfCells) {
      int first = Math.min(row, cells.rows() - rowsOfCells);
      for (int column = 0; column < cells.columns(); column++) {
        if (isWanted(cells, first, column, rowsOfCells)) {
          int start = Math.min(column, cells.columns() - columnsOfCells);
          blocks.add(new Block(first * cell, start * cell));
          column = start + columnsOfCells - 1;
        }
      }
    }
    return blocks;
  }

  private static boolean isWanted(Grid cells, int first, int column, int rows) {
    for (int row = first; row < first + rows; row++) {
      if (cells.at(row, column)) {
        return true;
      }
    }
    return false;
  }
}
