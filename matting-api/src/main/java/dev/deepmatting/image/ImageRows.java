package dev.deepmatting.image;

/**
 * A colour image in sRGB that is read by rows, in memory or from a file. Any row may be read at any
 * time; in rising order it is cheap, going back may decode a file again.
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
   * Asks that so many rows before the last one can be read again cheaply.
   *
   * @param rows how many, at least 1
   * @return the memory that this takes, in bytes
   */
  long keep(int rows);
}
