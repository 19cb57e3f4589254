package dev.deepmatting.dl4j.internal.plan;

import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of pixels of which only some cells are known; the rest, and everything around the picture,
 * counts as zeros. Threads can share it.
 */
final class KnownRows {
  private final NativeRows rows;
  private final int height;
  private final int width;
  private final int pixelBytes;
  private @Nullable Grid known;
  private int cell;

  /** Reads the rows of one picture with each pixel's channels together. */
  KnownRows(Value value) {
    int[] shape = value.layout().shape();
    rows = NativeRows.of(value);
    height = shape[2];
    width = shape[3];
    pixelBytes = rows.pixelBytes();
  }

  void bind(BytePointer memory) {
    rows.bind(memory);
  }

  /**
   * Sets which cells are known.
   *
   * @param cells the known cells
   * @param side pixels of a cell's side
   */
  void focus(Grid cells, int side) {
    known = cells;
    cell = side;
  }

  /**
   * Copies a part of a row.
   *
   * @param y the row, possibly outside
   * @param left the first pixel, possibly outside
   * @param count how many pixels
   * @param target has the same bytes per pixel
   * @param row of the target, from its first pixel
   */
  void copy(int y, int left, int count, NativeRows target, int row) {
    boolean inside = y >= 0 && y < height;
    int from = inside ? Math.min(Math.max(0, -left), count) : count;
    int to = Math.max(from, Math.min(count, width - left));
    target.clear(row, 0, from * pixelBytes);
    target.clear(row, to * pixelBytes, (count - to) * pixelBytes);
    for (int x = from; x < to; ) {
      int end = Math.min(to, endOfRun(y, left + x) - left);
      int length = (end - x) * pixelBytes;
      if (isKnown(y, left + x)) {
        rows.copy(y, (left + x) * pixelBytes, target, row, x * pixelBytes, length);
      } else {
        target.clear(row, x * pixelBytes, length);
      }
      x = end;
    }
  }

  private boolean isKnown(int y, int x) {
    return known == null || known.at(y / cell, x / cell);
  }

  /** Returns the end of the run of cells that are known, or unknown, like the pixel's own. */
  private int endOfRun(int y, int x) {
    if (known == null) {
      return width;
    }
    boolean wanted = isKnown(y, x);
    int column = x / cell + 1;
    while (column * cell < width && known.at(y / cell, column) == wanted) {
      column++;
    }
    return column * cell;
  }
}
