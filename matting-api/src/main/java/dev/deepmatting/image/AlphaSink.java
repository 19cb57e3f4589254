package dev.deepmatting.image;

/**
 * Takes an alpha matte row by row, from top to bottom.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AlphaSink {
  /**
   * Takes the next row.
   *
   * @param y its index; each row comes once, in ascending order
   * @param alpha values of 0 to 1, one per pixel; the caller reuses the array afterwards
   */
  void writeRow(int y, float[] alpha);

  /**
   * The memory it needs to keep all rows.
   *
   * @return bytes; 0 by default
   */
  default long bytes() {
    return 0;
  }
}
