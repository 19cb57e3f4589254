package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/**
 * The lower envelope of parabolas over one row: for each pixel, the nearest of the points above or
 * below the row's pixels. Mutable scratch space; not safe to share between threads.
 */
final class RowEnvelope {
  /** Stands for the squared distance if there is no point. */
  static final long NONE = Long.MAX_VALUE;

  private final int width;
  private final int limit;

  /** The columns whose parabolas are lowest somewhere, from left to right. */
  private final int[] columns;

  /** The pixel from which each of them is lowest. */
  private final int[] starts;

  private int count;

  /**
   * Prepares for rows of one width.
   *
   * @param width pixels per row
   * @param limit points further than this from their row's pixel are ignored
   */
  RowEnvelope(int width, int limit) {
    this.width = width;
    this.limit = limit;
    columns = new int[width];
    starts = new int[width];
  }

  /**
   * Computes squared distances along a row.
   *
   * @param inColumns for each pixel the distance to its column's point
   * @param at index of the row's start in it
   * @param row receives the squared distance of each pixel to the nearest point, or {@link #NONE}
   */
  void squared(int[] inColumns, int at, long[] row) {
    count = 0;
    for (int x = 0; x < width; x++) {
      if (inColumns[at + x] <= limit) {
        add(x, inColumns, at);
      }
    }
    if (count == 0) {
      Arrays.fill(row, NONE);
    }
    for (int i = 0; i < count; i++) {
      int column = columns[i];
      long height = square(inColumns[at + column]);
      int end = i + 1 < count ? starts[i + 1] : width;
      for (int x = starts[i]; x < end; x++) {
        row[x] = square(x - column) + height;
      }
    }
  }

  private void add(int column, int[] inColumns, int at) {
    long start = 0;
    while (count > 0) {
      start = firstNearer(columns[count - 1], column, inColumns, at);
      if (start > starts[count - 1]) {
        break;
      }
      count--;
    }
    if (count == 0) {
      start = 0;
    }
    if (start < width) {
      columns[count] = column;
      starts[count] = (int) start;
      count++;
    }
  }

  /**
   * Returns the first pixel that is nearer to the point of the right column than to the left one's.
   */
  private static long firstNearer(int left, int right, int[] inColumns, int at) {
    long rise = square(right) - square(left);
    long heights = square(inColumns[at + right]) - square(inColumns[at + left]);
    return Math.floorDiv(rise + heights, 2L * (right - left)) + 1;
  }

  private static long square(long value) {
    return value * value;
  }
}
