package dev.deepmatting.dl4j.internal.tensor;

import java.util.BitSet;

/** A set of pixels in a tile. Not safe to share between threads while it is filled. */
public final class PixelSet {
  private final int height;
  private final int width;
  private final BitSet pixels;

  /**
   * Creates an empty set.
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
   * Returns its share of the tile.
   *
   * @return from 0 to 1
   */
  public double share() {
    return pixels.cardinality() / ((double) height * width);
  }

  /** Receives runs of adjacent pixels. */
  public interface Visitor {
    /**
     * Receives a run of pixels.
     *
     * @param y their row
     * @param first the first column
     * @param last the last column
     */
    void visit(int y, int first, int last);
  }

  /**
   * Visits all pixels, row by row.
   *
   * @param visitor receives each run
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
   * Returns the rows of the tile.
   *
   * @return its height
   */
  public int height() {
    return height;
  }

  /**
   * Returns the columns of the tile.
   *
   * @return its width
   */
  public int width() {
    return width;
  }
}
