package dev.deepmatting.dl4j.internal.tensor;

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
   * How much of the tile it is.
   *
   * @return from 0 to 1
   */
  public double share() {
    return pixels.cardinality() / ((double) height * width);
  }

  /** Hears of pixels that lie side by side. */
  public interface Visitor {
    /**
     * Hears of some pixels.
     *
     * @param y their row
     * @param first the first one's column
     * @param last the last one's column
     */
    void visit(int y, int first, int last);
  }

  /**
   * Tells all pixels, row by row.
   *
   * @param visitor hears of each run of them
   */
  public void forEachRun(Visitor visitor) {
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i)) {
      int y = i / width;
      int end = Math.min(pixels.nextClearBit(i), (y + 1) * width);
      visitor.visit(y, i - y * width, end - 1 - y * width);
      i = end;
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
