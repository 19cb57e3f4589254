package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/**
 * The lower envelope of equal parabolas over one row: for each pixel, the nearest of the points
 * above or below the row's pixels. Mutable scratch space; not safe to share between threads.
 */
final class RowEnvelope {
  /** Stands for the squared distance if there is no point. */
  static final long NONE = Long.MAX_VALUE;

  private final int width;

  /** The columns whose parabolas are lowest somewhere, from left to right. */
  private final int[] columns;

  /** The pixel from which each of them is lowest. */
  private final int[] starts;

  /** The height of each parabola above its column. */
  private final long[] heights;

  private int count;

  /**
   * Prepares for rows of one width.
   *
   * @param width pixels per row
   */
  RowEnvelope(int width) {
    this.width = width;
    columns = new int[width];
    starts = new int[width];
    heights = new long[width];
  }

  /**
   * Computes squared distances along a row.
   *
   * @param inColumns for each pixel the distance to its column's point
   * @param at index of the row's start in it
   * @param limit points further than this from their row's pixel are ignored
   * @param row receives the squared distance of each pixel to the nearest point, or {@link #NONE}
   */
  void squared(int[] inColumns, int at, int limit, long[] row) {
    clear();
    for (int x = 0; x < width; x++) {
      if (inColumns[at + x] <= limit) {
        add(x, square(inColumns[at + x]));
      }
    }
    if (count == 0) {
      Arrays.fill(row, NONE);
    }
    for (int i = 0; i < count; i++) {
      for (int x = starts[i]; x < end(i); x++) {
        row[x] = square(x - columns[i]) + heights[i];
      }
    }
  }

  /** Removes all parabolas. */
  void clear() {
    count = 0;
  }

  /**
   * Adds a parabola right of all others.
   *
   * @param column its lowest point
   * @param height its value there
   */
  void add(int column, long height) {
    long start = 0;
    while (count > 0) {
      start = firstNearer(count - 1, column, height);
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
      heights[count] = height;
      count++;
    }
  }

  /**
   * Visits the pixels where the envelope is at most 0, in pieces below one parabola.
   *
   * @param pieces receives them
   */
  void below(Pieces pieces) {
    for (int i = 0; i < count; i++) {
      if (heights[i] <= 0) {
        int reach = (int) Math.sqrt(-heights[i]);
        int first = Math.max(starts[i], columns[i] - reach);
        int end = (int) Math.min(end(i), (long) columns[i] + reach + 1);
        if (first < end) {
          pieces.piece(columns[i], first, end);
        }
      }
    }
  }

  /** Receives pieces of a row. */
  @FunctionalInterface
  interface Pieces {
    /** Receives the pixels from the first one on, before the end, and their parabola's column. */
    void piece(int column, int first, int end);
  }

  private int end(int parabola) {
    return parabola + 1 < count ? starts[parabola + 1] : width;
  }

  /** Returns the first pixel where another parabola, further right, is lower than one of these. */
  private long firstNearer(int parabola, int right, long height) {
    int left = columns[parabola];
    long rise = square(right) - square(left) + height - heights[parabola];
    // Neighbours are the rule, and a shift is much faster than a division.
    return 1 + (right - left == 1 ? rise >> 1 : Math.floorDiv(rise, 2L * (right - left)));
  }

  private static long square(long value) {
    return value * value;
  }
}
