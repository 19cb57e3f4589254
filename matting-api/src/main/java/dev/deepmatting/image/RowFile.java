package dev.deepmatting.image;

import java.lang.reflect.Array;

/** The common part of files that are read row by row. */
abstract sealed class RowFile<A> implements RowSource<A>, AutoCloseable
    permits ImageRowFile, TrimapRowFile {
  private final String what;
  private final RowSource<A> rows;
  private final Runnable onClose;
  private boolean closed;

  RowFile(String what, RowSource<A> rows, Runnable onClose) {
    this.what = what;
    this.rows = rows;
    this.onClose = onClose;
  }

  @Override
  public final int width() {
    return rows.width();
  }

  @Override
  public final int height() {
    return rows.height();
  }

  /**
   * Copies one row.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public final void readRow(int y, A target) {
    open().readRow(y, target);
  }

  /**
   * Copies a part of a row.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public final void readPart(int x, int y, int width, A target) {
    open().readPart(x, y, width, target);
  }

  @Override
  public final void keep(int count) {
    open().keep(count);
  }

  @Override
  public final long keptBytes(int count) {
    return open().keptBytes(count);
  }

  /** Closes the file. Later calls do nothing. */
  @Override
  public final void close() {
    closed = true;
    onClose.run();
  }

  final RowSource<A> open() {
    if (closed) {
      throw new IllegalStateException("this " + what + " file is closed; open it again");
    }
    return rows;
  }

  /** Rows that are decoded on request. */
  record Streamed<A>(PngRowReader reader, int channels, Conversion<A> conversion)
      implements RowSource<A> {
    @Override
    public int width() {
      return reader.width();
    }

    @Override
    public int height() {
      return reader.height();
    }

    @Override
    public void readRow(int y, A target) {
      Checks.row(y, height(), Array.getLength(target), channels * width());
      readPart(0, y, width(), target);
    }

    @Override
    public void readPart(int x, int y, int width, A target) {
      int samples = Checks.region(x, y, width, 1, width(), height(), channels);
      Checks.room(Array.getLength(target), samples);
      reader.read(
          x,
          y,
          width,
          (at, row, count, rgba) -> conversion.convert(rgba, count, target, channels * (at - x)));
    }

    @Override
    public void keep(int count) {
      reader.keep(count);
    }

    @Override
    public long keptBytes(int count) {
      return reader.keptBytes(count);
    }
  }

  /** Converts decoded pixels to a row's values. */
  @FunctionalInterface
  interface Conversion<A> {
    /**
     * Converts a piece of a row.
     *
     * @param rgba four samples per pixel
     * @param count how many pixels
     * @param target receives the values
     * @param at index of the first value
     */
    void convert(int[] rgba, int count, A target, int at);
  }
}
