package dev.deepmatting.dl4j.tensor;

import java.util.BitSet;

/** Some pixels of a tile. Not safe to share between threads while it is filled. */
public final class PixelSet {
  private final int height;
  private final int width;
  private final BitSet pixels;

  /**
   * A set without pixels.
   *
   * @param height of the tile
   * @param width of the tile
   */
  public PixelSet(int height, int width) {
    this.height = height;
    this.width = width;
    this.pixels = new BitSet(Math.multiplyExact(height, width));
  }

  /**
   * Adds a pixel.
   *
   * @param y its row, from 0
   * @param x its column, from 0
   */
  public void add(int y, int x) {
    pixels.set(y * width + x);
  }

  /**
   * Whether a pixel belongs to it.
   *
   * @param y its row, from 0
   * @param x its column, from 0
   * @return true after {@link #add}
   */
  public boolean contains(int y, int x) {
    return pixels.get(y * width + x);
  }

  /** Hears of pixels. */
  public interface Visitor {
    /**
     * Hears of a pixel.
     *
     * @param y its row
     * @param x its column
     */
    void visit(int y, int x);
  }

  /**
   * Tells all pixels, row by row.
   *
   * @param visitor hears of each
   */
  public void forEach(Visitor visitor) {
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      visitor.visit(i / width, i % width);
    }
  }

  /**
   * Rows of the tile.
   *
   * @return its height
   */
  public int height() {
    return height;
  }

  /**
   * Columns of the tile.
   *
   * @return its width
   */
  public int width() {
    return width;
  }
}
