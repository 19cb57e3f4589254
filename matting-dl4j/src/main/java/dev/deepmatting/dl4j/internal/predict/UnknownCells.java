package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import org.jspecify.annotations.Nullable;

/**
 * The cells of {@link Padding#STRIDE} pixels that contain unknown pixels. Immutable.
 *
 * <p>Rectangles here are in cells, their ends exclusive.
 */
final class UnknownCells {
  private final int columns;
  private final int rows;

  /** The number of unknown cells above and to the left. */
  private final int[][] sums;

  /** A rectangle of cells. */
  record Rectangle(int left, int top, int right, int bottom) {
    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }

    // What a record gets for these two is made at its first call, for which a first matte waits.

    @Override
    public int hashCode() {
      return ((left * 31 + top) * 31 + right) * 31 + bottom;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Rectangle area
          && left == area.left
          && top == area.top
          && right == area.right
          && bottom == area.bottom;
    }
  }

  private UnknownCells(int columns, int rows, int[][] sums) {
    this.columns = columns;
    this.rows = rows;
    this.sums = sums;
  }

  static UnknownCells of(TrimapRows trimap) {
    int columns = Padding.padded(trimap.width()) / Padding.STRIDE;
    int rows = Padding.padded(trimap.height()) / Padding.STRIDE;
    int[][] sums = new int[rows + 1][columns + 1];
    byte[] values = new byte[trimap.width()];
    for (int y = 0; y < trimap.height(); y++) {
      trimap.readRow(y, values);
      int[] cells = sums[y / Padding.STRIDE + 1];
      for (int x = 0; x < values.length; x++) {
        if ((values[x] & 0xff) == Trimap.UNKNOWN) {
          cells[x / Padding.STRIDE + 1] = 1;
        }
      }
    }
    return new UnknownCells(columns, rows, summed(sums));
  }

  private static int[][] summed(int[][] cells) {
    for (int row = 1; row < cells.length; row++) {
      for (int column = 1; column < cells[row].length; column++) {
        cells[row][column] +=
            cells[row - 1][column] + cells[row][column - 1] - cells[row - 1][column - 1];
      }
    }
    return cells;
  }

  /** Returns the cells around unknown ones, including those. */
  UnknownCells surrounded(int distance) {
    int[][] around = new int[rows + 1][columns + 1];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int left = Math.max(0, column - distance);
        int top = Math.max(0, row - distance);
        int right = Math.min(columns, column + distance + 1);
        int bottom = Math.min(rows, row + distance + 1);
        around[row + 1][column + 1] = count(left, top, right, bottom) == 0 ? 0 : 1;
      }
    }
    return new UnknownCells(columns, rows, summed(around));
  }

  Rectangle all() {
    return new Rectangle(0, 0, columns, rows);
  }

  private int count(int left, int top, int right, int bottom) {
    return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
  }

  int countIn(Rectangle area) {
    return count(area.left, area.top, area.right, area.bottom);
  }

  boolean hasNone(Rectangle area) {
    return countIn(area) == 0;
  }

  /** Returns the smallest rectangle with the same unknown cells, at least one. */
  Rectangle shrunk(Rectangle area) {
    int left = area.left;
    int top = area.top;
    int right = area.right;
    int bottom = area.bottom;
    while (count(left, top, left + 1, bottom) == 0) {
      left++;
    }
    while (count(right - 1, top, right, bottom) == 0) {
      right--;
    }
    while (count(left, top, right, top + 1) == 0) {
      top++;
    }
    while (count(left, bottom - 1, right, bottom) == 0) {
      bottom--;
    }
    return new Rectangle(left, top, right, bottom);
  }
}
