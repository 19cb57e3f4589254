package dev.deepmatting.compose;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Sweeps a level, or a band of its rows, from top to bottom. Each iteration follows the previous
 * one at a distance of one row, which gives the same numbers as running them one after the other
 * and keeps only a few rows in memory. For one thread at a time.
 */
final class LevelSweep implements ColourRows {
  private final ForegroundEstimation settings;
  private final LevelSize size;
  private final LevelRows rows;
  private final ColourRows start;
  private final int[] columns;
  private final int iterations;
  private final int first;
  private final int end;
  private final SweptRow[] ring;
  private final float[][] workspace;
  private int next;

  private LevelSweep(
      ForegroundEstimation settings,
      LevelSize size,
      LevelRows rows,
      ColourRows start,
      int first,
      int end) {
    this.settings = settings;
    this.size = size;
    this.rows = rows;
    this.start = start;
    this.first = first;
    this.end = end;
    columns = LevelSize.nearest(size.width(), start.width());
    iterations = settings.iterations(size);
    IntFunction<SweptRow> row = i -> new SweptRow(size.width());
    ring =
        IntStream.range(0, Math.min(iterations + 2, end - first))
            .mapToObj(row)
            .toArray(SweptRow[]::new);
    workspace = SweptRow.workspace(size.width());
    next = first;
    load(first);
  }

  /** Sweeps the whole level. */
  static LevelSweep of(
      ForegroundEstimation settings, LevelSize size, LevelRows rows, ColourRows start) {
    return new LevelSweep(settings, size, rows, start, 0, size.height());
  }

  /**
   * Sweeps enough rows for a band to be as after a sweep of the whole level.
   *
   * <p>Below the band, one row for each iteration makes the result exactly the same. Above it, the
   * influence of a row on the rows below fades: to a third with each row where alpha is flat, to
   * about two thirds at its steepest edges.
   */
  static LevelSweep ofBand(
      ForegroundEstimation settings,
      LevelSize size,
      LevelRows rows,
      ColourRows start,
      int from,
      int to) {
    int iterations = settings.iterations(size);
    int reach = 8 + 4 * iterations;
    return new LevelSweep(
        settings,
        size,
        rows,
        start,
        Math.max(0, from - reach),
        Math.min(size.height(), to + iterations));
  }

  @Override
  public int width() {
    return size.width();
  }

  @Override
  public int height() {
    return size.height();
  }

  /** Returns a row after its last iteration; rows must be requested from top to bottom. */
  SweptRow finished(int y) {
    while (next < y + iterations) {
      step();
    }
    return row(y);
  }

  @Override
  public void read(int y, int[] wanted, float[][] target) {
    ColourRows.gather(finished(y).colours(), 0, wanted, target);
  }

  /** Runs the first iteration of the next row, the second of the one above, and so on. */
  private void step() {
    if (next + 1 < end) {
      load(next + 1);
    }
    if (next < end) {
      row(next)
          .weigh(
              above(next),
              below(next),
              settings.regularisation(),
              settings.gradientWeight(),
              workspace);
    }
    for (int y = next; y > next - iterations && y >= first; y--) {
      if (y < end) {
        row(y).sweep(above(y), below(y), workspace);
      }
    }
    next++;
  }

  private void load(int y) {
    SweptRow row = row(y);
    rows.read(y, row);
    start.read(LevelSize.nearest(y, size.height(), start.height()), columns, row.colours());
  }

  private SweptRow row(int y) {
    return ring[y % ring.length];
  }

  private SweptRow above(int y) {
    return row(Math.max(first, y - 1));
  }

  private SweptRow below(int y) {
    return row(Math.min(end - 1, y + 1));
  }
}
