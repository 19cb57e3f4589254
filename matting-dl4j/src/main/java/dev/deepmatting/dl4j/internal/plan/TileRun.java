package dev.deepmatting.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Adjacent tiles of {@link Winograd#OUTPUT} pixels in a row.
 *
 * @param row the row of tiles
 * @param left the first of them
 * @param count how many
 * @param place the index of the first in the list of all tiles
 */
record TileRun(int row, int left, int count, int place) {
  /** Selects tiles. */
  interface Wanted {
    boolean at(int row, int column);
  }

  /**
   * Lists tiles in parts that are computed together.
   *
   * @param longest most tiles in a run
   * @param sizes of parts, the largest first; a part is full unless it is the last one
   */
  static List<List<TileRun>> parts(
      int rows, int columns, Wanted wanted, int longest, List<Integer> sizes) {
    int left = count(rows, columns, wanted);
    List<List<TileRun>> parts = new ArrayList<>();
    List<TileRun> part = new ArrayList<>();
    int place = 0;
    int most = size(left, sizes);
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
          left -= most;
          most = size(left, sizes);
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

  private static int count(int rows, int columns, Wanted wanted) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        count += wanted.at(row, column) ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns the largest size that the tiles fill, or the smallest size. */
  private static int size(int tiles, List<Integer> sizes) {
    return sizes.stream()
        .filter(size -> size <= tiles)
        .findFirst()
        .orElse(sizes.get(sizes.size() - 1));
  }

  /** Returns the number of tiles in a part. */
  static int tiles(List<TileRun> part) {
    TileRun last = part.get(part.size() - 1);
    return last.place + last.count;
  }
}
