package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.Tile;

/**
 * The parts of each layer that are computed to find the alpha of some pixels. The decoder computes
 * exactly what those pixels depend on. The encoder computes their surroundings; everything further
 * away counts as zeros, as beyond a picture's edge.
 */
final class Region {
  /** Pixels of a cell's side: one value after all poolings. */
  static final int CELL = Padding.STRIDE;

  /** The level at which a cell is one value. */
  static final int DEEPEST = 6;

  private static final int LEVELS = 5;

  /**
   * How far the prediction of the raw alpha reaches, and how far the refinement head in addition.
   */
  private static final int PREDICTION_REACH = 2;

  private static final int HEAD_REACH = 4;

  private final int rows;
  private final int columns;
  private final Grid encoder;
  private final Grid output;
  private final Grid[] tiles = new Grid[LEVELS + 1];

  /** A part of a layer that is computed, or read. */
  enum Part {
    /** Everything. */
    ALL,
    /** The part that the encoder computes; zeros elsewhere. */
    ENCODER,
    /** The tiles that the decoder computes at a level. */
    TILES,
    /** The cells that contain those. */
    DECODER,
    /** The part that the decoder sees at a level, or more. */
    SEEN,
    /** The part that the prediction and the refinement head compute. */
    OUTPUT
  }

  /**
   * Determines the parts for some pixels.
   *
   * @param wanted the pixels of a tile whose sides are multiples of {@link #CELL}
   * @param head whether there is a refinement head
   */
  Region(PixelSet wanted, boolean head) {
    rows = wanted.height() / CELL;
    columns = wanted.width() / CELL;
    encoder = new Grid(rows, columns);
    output = new Grid(rows, columns);
    for (int level = 1; level <= LEVELS; level++) {
      tiles[level] =
          new Grid(
              TiledConvolution.tiles(wanted.height() >> level - 1),
              TiledConvolution.tiles(wanted.width() >> level - 1));
    }
    addWanted(wanted, head ? HEAD_REACH : 0);
    for (int level = 1; level < LEVELS; level++) {
      addInput(level);
    }
  }

  private void addWanted(PixelSet wanted, int headReach) {
    int reach = headReach + PREDICTION_REACH;
    Grid cells = new Grid(rows, columns);
    wanted.forEachRun(
        (y, first, last) -> {
          add(tiles[1], y, first, last, reach, Winograd.OUTPUT);
          add(output, y, first, last, headReach, CELL);
          add(cells, y, first, last, 0, CELL);
        });
    int context = Tile.CONTEXT / CELL;
    cells.forEach((y, x) -> encoder.add(y - context, x - context, y + context, x + context));
  }

  private static void add(Grid grid, int y, int first, int last, int reach, int side) {
    grid.add(
        Math.floorDiv(y - reach, side),
        Math.floorDiv(first - reach, side),
        Math.floorDiv(y + reach, side),
        Math.floorDiv(last + reach, side));
  }

  /** Adds the next level's tiles that a level's tiles see. */
  private void addInput(int level) {
    tiles[level].forEach(
        (row, column) -> {
          int top = pooled(row, 0);
          int left = pooled(column, 0);
          int bottom = pooled(row, Winograd.INPUT - 1);
          int right = pooled(column, Winograd.INPUT - 1);
          tiles[level + 1].add(
              Math.floorDiv(top, Winograd.OUTPUT),
              Math.floorDiv(left, Winograd.OUTPUT),
              Math.floorDiv(bottom, Winograd.OUTPUT),
              Math.floorDiv(right, Winograd.OUTPUT));
        });
  }

  /** Returns the origin, after the pooling, of a pixel that a tile sees. */
  private static int pooled(int tile, int seen) {
    return Math.floorDiv(Winograd.OUTPUT * tile - Winograd.KERNEL / 2 + seen, 2);
  }

  /** Returns the tiles of the decoder at a level, 1 for the full resolution. */
  Grid tiles(int level) {
    return tiles[level];
  }

  /** Returns the side, in pixels, of a part's squares at a level. */
  static int side(Part part, int level) {
    return part == Part.TILES ? Winograd.OUTPUT : CELL >> level - 1;
  }

  /** Returns the squares of a part. */
  Grid squares(Part part, int level) {
    return part == Part.TILES ? tiles[level] : cells(part, level);
  }

  /** Returns the cells of a part. */
  Grid cells(Part part, int level) {
    return switch (part) {
      case ALL -> Grid.all(rows, columns);
      case ENCODER -> encoder;
      case OUTPUT -> output;
      case TILES, DECODER -> cellsOf(level, 0);
      case SEEN -> cellsOf(level, Winograd.KERNEL / 2);
    };
  }

  private Grid cellsOf(int level, int reach) {
    Grid cells = new Grid(rows, columns);
    int pixels = CELL >> level - 1;
    tiles[level].forEach(
        (row, column) -> {
          int top = Winograd.OUTPUT * row - reach;
          int left = Winograd.OUTPUT * column - reach;
          int last = Winograd.OUTPUT - 1 + 2 * reach;
          cells.add(
              Math.floorDiv(top, pixels),
              Math.floorDiv(left, pixels),
              Math.floorDiv(top + last, pixels),
              Math.floorDiv(left + last, pixels));
        });
    return cells;
  }
}
