package dev.deepmatting.image;

/**
 * A colour image in sRGB that is read by rows, in memory or from a file. Any row may be read at any
 * time; in rising order it is cheap, going back may decode a file again.
 *
 * @since 0.1
 */
public interface ImageRows {
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
   * Copies one row as fractions of full intensity.
   *
   * @param y row, from 0
   * @param target receives 3 * width values of 0 to 1: red, green, blue, red, ...
   * @throws dev.deepmatting.error.InvalidInputException if the row lies outside, the target is too
   *     short, or a file is damaged there
   */
  void readRow(int y, float[] target);

  /**
   * Copies a part of a row.
   *
   * @param x its first column, from 0
   * @param y row, from 0
   * @param width its columns, at least 1, ending inside the row
   * @param target receives 3 * width values of 0 to 1: red, green, blue, red, ...
   * @throws dev.deepmatting.error.InvalidInputException if the part lies outside, the target is too
   *     short, or a file is damaged there
   */
  default void readPart(int x, int y, int width, float[] target) {
    Checks.region(x, y, width, 1, width(), height(), 3);
    float[] row = new float[3 * width()];
    readRow(y, row);
    System.arraycopy(row, 3 * x, target, 0, 3 * width);
  }

  /**
   * Asks that so many rows before the last one can be read again cheaply.
   *
   * @param rows how many, at least 1
   * @return the memory that this takes, in bytes
   */
  long keep(int rows);
}
