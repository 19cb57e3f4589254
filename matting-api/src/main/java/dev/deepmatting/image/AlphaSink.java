package dev.deepmatting.image;

/**
 * Takes an alpha matte row by row, from the top to the bottom.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AlphaSink {
  /**
   * Takes the next row.
   *
   * @param y its number; each row comes once, in rising order
   * @param alpha values of 0 to 1, one for each pixel; the array is used again afterwards
   */
  void writeRow(int y, float[] alpha);

  /**
   * What it keeps in memory of all rows together.
   *
   * @return bytes; 0 unless said otherwise
   */
  default long bytes() {
    return 0;
  }
}
