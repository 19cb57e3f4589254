package dev.deepmatting.image;

/**
 * A picture that is read by rows, in memory or from a file. Any row may be read at any time; in
 * rising order it is cheap, going back may decode a file again.
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
   * @throws dev.deepmatting.error.InvalidInputException if the row lies outside, the target is too
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
   * @throws dev.deepmatting.error.InvalidInputException if the part lies outside, the target is too
   *     short, or a file is damaged there
   */
  void readPart(int x, int y, int width, A target);

  /**
   * Asks that so many rows before the last one can be read again cheaply.
   *
   * @param rows how many, at least 1
   */
  void keep(int rows);

  /**
   * The memory that {@link #keep} would take; asking changes nothing.
   *
   * @param rows how many, at least 1
   * @return bytes
   */
  long keptBytes(int rows);
}
