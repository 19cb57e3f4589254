package dev.deepmatting.image;

/**
 * A trimap in a file that is read row by row; see {@link ImageFiles#openTrimap}. For one thread at
 * a time.
 *
 * @since 0.1
 */
public final class TrimapRowFile implements TrimapRows, AutoCloseable {
  private final TrimapRows rows;
  private final Runnable onClose;
  private boolean closed;

  private TrimapRowFile(TrimapRows rows, Runnable onClose) {
    this.rows = rows;
    this.onClose = onClose;
  }

  static TrimapRowFile of(Trimap whole) {
    return new TrimapRowFile(whole, () -> {});
  }

  static TrimapRowFile of(PngRowReader reader, TrimapThresholds thresholds) {
    return new TrimapRowFile(new Streamed(reader, thresholds), reader::close);
  }

  @Override
  public int width() {
    return rows.width();
  }

  @Override
  public int height() {
    return rows.height();
  }

  /**
   * Copies one row.
   *
   * @param y row, from 0
   * @param target receives width unsigned bytes: 0, 128 or 255
   * @throws dev.deepmatting.error.InvalidInputException if the row lies outside, the target is too
   *     short, or the file is damaged there
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public void readRow(int y, byte[] target) {
    open().readRow(y, target);
  }

  /**
   * Copies a part of a row.
   *
   * @param x its first column, from 0
   * @param y row, from 0
   * @param width its columns, at least 1, ending inside the row
   * @param target receives width unsigned bytes: 0, 128 or 255
   * @throws dev.deepmatting.error.InvalidInputException if the part lies outside, the target is too
   *     short, or the file is damaged there
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public void readPart(int x, int y, int width, byte[] target) {
    open().readPart(x, y, width, target);
  }

  @Override
  public long keep(int count) {
    return open().keep(count);
  }

  /** Closes the file. Later calls do nothing. */
  @Override
  public void close() {
    closed = true;
    onClose.run();
  }

  private TrimapRows open() {
    if (closed) {
      throw new IllegalStateException("this trimap file is closed; open it again");
    }
    return rows;
  }

  private record Streamed(PngRowReader reader, TrimapThresholds thresholds) implements TrimapRows {
    @Override
    public int width() {
      return reader.width();
    }

    @Override
    public int height() {
      return reader.height();
    }

    @Override
    public void readRow(int y, byte[] target) {
      Checks.row(y, height(), target.length, width());
      readPart(0, y, width(), target);
    }

    @Override
    public void readPart(int x, int y, int width, byte[] target) {
      Checks.room(target.length, Checks.region(x, y, width, 1, width(), height(), 1));
      reader.read(
          x,
          y,
          width,
          (at, row, count, rgba) -> {
            for (int i = 0; i < count; i++) {
              int gray = Trimap.grayOverBlack(rgba, i * PixelRows.CHANNELS, reader.maximum());
              target[at - x + i] = (byte) thresholds.classify(gray);
            }
          });
    }

    @Override
    public long keep(int count) {
      return reader.keep(count);
    }
  }
}
