package dev.deepmatting.image;

import org.jspecify.annotations.Nullable;

/**
 * A photograph in a file that is read row by row; see {@link ImageFiles#openImage}. For one thread
 * at a time.
 *
 * @since 0.1
 */
public final class ImageRowFile implements ImageRows, AutoCloseable {
  private static final int CHANNELS = 3;

  private final ImageRows rows;
  // Null where the whole image is in memory.
  private final @Nullable PngRowReader reader;
  private boolean closed;

  private ImageRowFile(ImageRows rows, @Nullable PngRowReader reader) {
    this.rows = rows;
    this.reader = reader;
  }

  static ImageRowFile of(RgbImage whole) {
    return new ImageRowFile(whole, null);
  }

  static ImageRowFile of(PngRowReader reader) {
    return new ImageRowFile(new Streamed(reader), reader);
  }

  /**
   * A second reader of the same file with a place and a window of its own. An image that was read
   * whole is shared.
   *
   * @return the rows, which the caller closes too
   * @throws IllegalStateException after {@link #close()}
   */
  public ImageRowFile another() {
    ImageRows shared = open();
    return reader == null ? new ImageRowFile(shared, null) : of(reader.another());
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
   * Copies one row as fractions of full intensity.
   *
   * @param y row, from 0
   * @param target receives 3 * width values of 0 to 1: red, green, blue, red, ...
   * @throws dev.deepmatting.error.InvalidInputException if the row lies outside, the target is too
   *     short, or the file is damaged there
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public void readRow(int y, float[] target) {
    open().readRow(y, target);
  }

  /**
   * Copies a part of a row.
   *
   * @param x its first column, from 0
   * @param y row, from 0
   * @param width its columns, at least 1, ending inside the row
   * @param target receives 3 * width values of 0 to 1: red, green, blue, red, ...
   * @throws dev.deepmatting.error.InvalidInputException if the part lies outside, the target is too
   *     short, or the file is damaged there
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public void readPart(int x, int y, int width, float[] target) {
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
    if (reader != null) {
      reader.close();
    }
  }

  private ImageRows open() {
    if (closed) {
      throw new IllegalStateException("this image file is closed; open it again");
    }
    return rows;
  }

  private record Streamed(PngRowReader reader) implements ImageRows {
    @Override
    public int width() {
      return reader.width();
    }

    @Override
    public int height() {
      return reader.height();
    }

    @Override
    public void readRow(int y, float[] target) {
      Checks.row(y, height(), target.length, CHANNELS * width());
      readPart(0, y, width(), target);
    }

    @Override
    public void readPart(int x, int y, int width, float[] target) {
      Checks.room(target.length, Checks.region(x, y, width, 1, width(), height(), CHANNELS));
      reader.read(
          x,
          y,
          width,
          (at, row, count, rgba) ->
              RgbImage.fractions(rgba, count, reader.maximum(), target, CHANNELS * (at - x)));
    }

    @Override
    public long keep(int count) {
      return reader.keep(count);
    }
  }
}
