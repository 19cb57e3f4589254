package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.dl4j.tensor.FloatTensor;

/**
 * The part of a tile whose alpha is wanted; all numbers are multiples of {@link #STEP}.
 *
 * @param left its first column in the tile
 * @param top its first row in the tile
 * @param width its columns
 * @param height its rows
 */
public record Window(int left, int top, int width, int height) {
  /** The numbers are multiples of it, so that a window has whole pixels after three poolings. */
  public static final int STEP = 8;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not such a multiple, or there are no pixels
   */
  public Window {
    if ((left | top | width | height) % STEP != 0
        || left < 0
        || top < 0
        || width < 1
        || height < 1) {
      throw new IllegalArgumentException(
          "window is " + width + "x" + height + " at " + left + ", " + top);
    }
  }

  /**
   * Returns all of a tile.
   *
   * @param width of the tile
   * @param height of the tile
   * @return the window
   */
  public static Window whole(int width, int height) {
    return new Window(0, 0, width, height);
  }

  /**
   * Returns the window's part of values.
   *
   * @param values [1, 1, height of the tile, width of the tile]
   * @return [1, 1, height, width]
   */
  public FloatTensor cut(FloatTensor values) {
    int row = values.size(3);
    if (width == row && height == values.size(2)) {
      return values;
    }
    float[] part = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(values.values(), (top + y) * row + left, part, y * width, width);
    }
    return new FloatTensor(part, 1, 1, height, width);
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
