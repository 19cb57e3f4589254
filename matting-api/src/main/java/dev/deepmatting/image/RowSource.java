package dev.deepmatting.image;

/**
 * A picture, read by rows from memory or a file. Any row can be read at any time; ascending order
 * is cheap, going back may decode a file again.
 *
 * @param <A> the array that rows are copied to: {@code float[]} for {@link ImageRows}, {@code
 *     byte[]} for {@link TrimapRows}
 * @since 0.1
 */
public interface RowSource<A> {
  /**
   * The width.
   *
   * @return pixels per row, at least 1
   */
  int width();

  /**
   * The height.
   *
   * @return rows, at least 1
   */
  int height();

  /**
   * Copies one row.
   *
   * @param y row, from 0
   * @param target receives the row's values
   * @throws dev.deepmatting.error.InvalidInputException if the row is outside, the target is too
   *     short, or a file is damaged there
   */
  void readRow(int y, A target);

  /**
   * Copies a part of a row.
   *
   * @param x its first column, from 0
   * @param y row, from 0
   * @param width its columns, at least 1, ending inside the row
   * @param target receives the part's values
   * @throws dev.deepmatting.error.InvalidInputException if the part is outside, the target is too
   *     short, or a file is damaged there
   */
  void readPart(int x, int y, int width, A target);

  /**
   * Requests that this many rows before the last one stay cheap to read again.
   *
   * @param rows how many, at least 1
   */
  void keep(int rows);

  /**
   * The memory that {@link #keep} would take; the call changes nothing.
   *
   * @param rows how many, at least 1
   * @return bytes
   */
  long keptBytes(int rows);
}
