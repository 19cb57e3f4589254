package dev.deepmatting.dl4j.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Tiles of {@link Winograd#OUTPUT} pixels that lie side by side.
 *
 * @param row the row of tiles
 * @param left the first of them
 * @param count how many
 * @param place where the first stands in the list of all tiles
 */
record TileRun(int row, int left, int count, int place) {
  /** Whether a tile is wanted. */
  interface Wanted {
    boolean at(int row, int column);
  }

  /**
   * Lists tiles in parts that are computed together.
   *
   * @param longest tiles of a run
   * @param most tiles of a part
   */
  static List<List<TileRun>> parts(int rows, int columns, Wanted wanted, int longest, int most) {
    List<List<TileRun>> parts = new ArrayList<>();
    List<TileRun> part = new ArrayList<>();
    int place = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; ) {
        int count = 0;
        int room = Math.min(Math.min(longest, columns - column), most - place);
        while (count < room && wanted.at(row, column + count)) {
          count++;
        }
        if (count > 0) {
          part.add(new TileRun(row, column, count, place));
        }
        place += count;
        column += Math.max(1, count);
        if (place == most) {
          parts.add(part);
          part = new ArrayList<>();
          place = 0;
        }
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  /** How many tiles a part has. */
  static int tiles(List<TileRun> part) {
    TileRun last = part.get(part.size() - 1);
    return last.place + last.count;
  }
}
