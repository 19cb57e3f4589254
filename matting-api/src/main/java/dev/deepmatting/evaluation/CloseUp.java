package dev.deepmatting.evaluation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.html.Picture;
import dev.deepmatting.internal.html.Picture.Window;
import java.util.Optional;

/**
 * Finds the part of an image with the largest error, by sums over blocks of pixels. With a trimap,
 * only its unknown pixels count.
 */
final class CloseUp {
  static final int SIDE = 240;
  private static final int BLOCK = 16;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;

  /** The sum of the errors above and to the left of each block's corner. */
  private final long[][] sums;

  private CloseUp(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + BLOCK - 1) / BLOCK;
    rows = (height + BLOCK - 1) / BLOCK;
    sums = new long[rows + 1][columns + 1];
  }

  /** Finds the window; empty if there is no error. */
  static Optional<Window> find(AlphaMatte prediction, AlphaMatte truth, Optional<Trimap> trimap) {
    CloseUp closeUp = new CloseUp(truth.width(), truth.height());
    closeUp.addErrors(ErrorMap.of(prediction, truth, trimap));
    closeUp.accumulate();
    return closeUp.largest();
  }

  private void addErrors(Picture errors) {
    int[] parts = new int[width];
    for (int y = 0; y < height; y++) {
      errors.rows().read(y, parts);
      long[] line = sums[y / BLOCK + 1];
      for (int x = 0; x < width; x++) {
        if ((parts[x] & 0xff) == 0) {
          line[x / BLOCK + 1] += (parts[x] >> 16) + (parts[x] >> 8 & 0xff);
        }
      }
    }
  }

  private void accumulate() {
    for (int row = 1; row <= rows; row++) {
      for (int column = 1; column <= columns; column++) {
        sums[row][column] +=
            sums[row - 1][column] + sums[row][column - 1] - sums[row - 1][column - 1];
      }
    }
  }

  private Optional<Window> largest() {
    int wide = Math.min(SIDE / BLOCK, columns);
    int high = Math.min(SIDE / BLOCK, rows);
    long most = 0;
    int bestRow = 0;
    int bestColumn = 0;
    for (int row = 0; row <= rows - high; row++) {
      for (int column = 0; column <= columns - wide; column++) {
        long sum = sum(row, column, high, wide);
        if (sum > most) {
          most = sum;
          bestRow = row;
          bestColumn = column;
        }
      }
    }
    return most == 0 ? Optional.empty() : Optional.of(window(bestRow, bestColumn, high, wide));
  }

  private Window window(int row, int column, int high, int wide) {
    int bestColumn = centredColumn(row, column, high, wide);
    int x = BLOCK * bestColumn;
    int y = BLOCK * centredRow(row, bestColumn, high, wide);
    int windowWidth = Math.min(SIDE, width);
    int windowHeight = Math.min(SIDE, height);
    return new Window(
        clamp(x, width - windowWidth), clamp(y, height - windowHeight), windowWidth, windowHeight);
  }

  /** Centres the errors if the window then still contains as much of them. */
  private int centredColumn(int row, int column, int high, int wide) {
    double moment = 0;
    for (int i = 0; i < wide; i++) {
      moment += (i + 0.5) * sum(row, column + i, high, 1);
    }
    double centre = moment / sum(row, column, high, wide);
    int moved = clamp(column + (int) Math.round(centre - wide / 2.0), columns - wide);
    return sum(row, moved, high, wide) >= sum(row, column, high, wide) ? moved : column;
  }

  private int centredRow(int row, int column, int high, int wide) {
    double moment = 0;
    for (int i = 0; i < high; i++) {
      moment += (i + 0.5) * sum(row + i, column, 1, wide);
    }
    double centre = moment / sum(row, column, high, wide);
    int moved = clamp(row + (int) Math.round(centre - high / 2.0), rows - high);
    return sum(moved, column, high, wide) >= sum(row, column, high, wide) ? moved : row;
  }

  private long sum(int row, int column, int high, int wide) {
    return sums[row + high][column + wide]
        - sums[row][column + wide]
        - sums[row + high][column]
        + sums[row][column];
  }

  private static int clamp(int value, int highest) {
    return Math.max(0, Math.min(value, highest));
  }
}
