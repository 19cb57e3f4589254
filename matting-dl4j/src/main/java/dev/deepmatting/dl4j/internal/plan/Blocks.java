package dev.deepmatting.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Rectangles of one size in which a layer's values are computed, next to each other along rows of
 * cells.
 *
 * @param level how often the layer's resolution was halved, plus 1
 * @param layerHeight the layer's rows
 * @param layerWidth its columns
 * @param height of a rectangle, a multiple of the cell
 * @param width of a rectangle, a multiple of the cell
 */
record Blocks(int level, int layerHeight, int layerWidth, int height, int width) {
  /** Multiplying matrices with fewer rows, which are the pixels of a row, is slow. */
  private static final int LEAST_WIDTH = 16;

  private static final int LEAST_HEIGHT = 4;

  /** A rectangle's first pixel. */
  record Block(int top, int left) {}

  /**
   * Returns the rectangles of a layer.
   *
   * @param level how often its resolution was halved, plus 1
   * @param layerHeight its rows
   * @param layerWidth its columns
   */
  static Blocks of(int level, int layerHeight, int layerWidth) {
    int cell = cell(level);
    return new Blocks(
        level,
        layerHeight,
        layerWidth,
        Math.min(layerHeight, Math.max(cell, LEAST_HEIGHT)),
        Math.min(layerWidth, Math.max(cell, LEAST_WIDTH)));
  }

  private static int cell(int level) {
    return Region.CELL >> level - 1;
  }

  /** Returns how many rectangles cover the layer. */
  int count() {
    return ((layerHeight + height - 1) / height) * ((layerWidth + width - 1) / width);
  }

  /** Returns whether a rectangle overlaps any of the cells. */
  boolean meets(Block block, Grid cells) {
    int cell = cell(level);
    int column = block.left / cell;
    for (int i = 0; i < width / cell; i++) {
      if (isWanted(cells, block.top / cell, column + i, height / cell)) {
        return true;
      }
    }
    return false;
  }

  /** Covers the layer. */
  List<Block> all() {
    return cover(Grid.all(layerHeight / cell(level), layerWidth / cell(level)));
  }

  /** Covers cells; at the picture's edge, rectangles overlap rather than extend beyond it. */
  List<Block> cover(Grid cells) {
    List<Block> blocks = new ArrayList<>();
    int cell = cell(level);
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
