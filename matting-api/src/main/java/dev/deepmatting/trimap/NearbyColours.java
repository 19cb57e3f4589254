package dev.deepmatting.trimap;

/** How frequent colours are in one side of a trimap around a place. Not for several threads. */
final class NearbyColours {
  /** Blocks on a side of a cell, and how many cells around its own one count. */
  private static final int CELL = 16;

  private static final int REACH = 2;

  /** Fewer blocks than this tell nothing. */
  private static final int FEWEST = 64;

  private final int columns;
  private final int rows;
  private final ColourHistogram[] cells;
  private final ColourHistogram[] around;

  NearbyColours(ReducedTrimap blocks, int side) {
    columns = (blocks.width() + CELL - 1) / CELL;
    rows = (blocks.height() + CELL - 1) / CELL;
    cells = new ColourHistogram[columns * rows];
    around = new ColourHistogram[cells.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new ColourHistogram();
    }
    for (int y = 0, at = 0; y < blocks.height(); y++) {
      for (int x = 0; x < blocks.width(); x++, at++) {
        if (blocks.values()[at] == (byte) side) {
          cells[y / CELL * columns + x / CELL].add(blocks.colours()[at]);
        }
      }
    }
  }

  /** The share of a colour around a block; 0 if the side has hardly any blocks there. */
  double share(int x, int y, int colour) {
    int column = x / CELL;
    int row = y / CELL;
    int cell = row * columns + column;
    if (around[cell] == null) {
      around[cell] = around(column, row);
    }
    return around[cell].total() < FEWEST ? 0 : around[cell].share(colour);
  }

  private ColourHistogram around(int column, int row) {
    ColourHistogram sum = new ColourHistogram();
    for (int y = Math.max(0, row - REACH); y <= Math.min(rows - 1, row + REACH); y++) {
      for (int x = Math.max(0, column - REACH); x <= Math.min(columns - 1, column + REACH); x++) {
        sum.add(cells[y * columns + x]);
      }
    }
    return sum.smoothed();
  }
}
