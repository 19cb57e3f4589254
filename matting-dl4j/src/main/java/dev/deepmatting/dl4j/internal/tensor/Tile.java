package dev.deepmatting.dl4j.internal.tensor;

/**
 * A part of an image that is padded to multiples of {@link Padding#STRIDE}; all numbers are such
 * multiples. The network's poolings depend on the position, so only such a part gives the same
 * results as in the whole.
 *
 * @param left its first column
 * @param top its first row
 * @param width its columns
 * @param height its rows
 */
public record Tile(int left, int top, int width, int height) {
  /**
   * The margin of pixels that the network sees around those whose alpha is wanted: pixels further
   * away hardly matter, though the layers reach 202 pixels (record 0009).
   */
  public static final int CONTEXT = 128;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not such a multiple, or there are no pixels
   */
  public Tile {
    if ((left | top | width | height) % Padding.STRIDE != 0
        || left < 0
        || top < 0
        || width < 1
        || height < 1) {
      throw new IllegalArgumentException(
          "tile is " + width + "x" + height + " at " + left + ", " + top);
    }
  }

  /**
   * Returns all of an image.
   *
   * @param width its width before padding
   * @param height its height before padding
   * @return the padded image
   */
  public static Tile whole(int width, int height) {
    return new Tile(0, 0, Padding.padded(width), Padding.padded(height));
  }

  /**
   * Returns the column after the last.
   *
   * @return left plus width
   */
  public int right() {
    return left + width;
  }

  /**
   * Returns the row after the last.
   *
   * @return top plus height
   */
  public int bottom() {
    return top + height;
  }

  /**
   * Returns the number of pixels.
   *
   * @return width times height
   */
  public long area() {
    return (long) width * height;
  }
}
