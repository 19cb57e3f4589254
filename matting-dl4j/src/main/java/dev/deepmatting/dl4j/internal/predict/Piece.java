package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.dl4j.internal.tensor.Window;

/**
 * A tile and the part of it that is predicted; the rest is only context.
 *
 * @param tile the network's input
 * @param core where its alpha counts fully; it fades out in the {@link #FADE} pixels around
 * @param inParts whether the computation is restricted to what the tile's unknown pixels depend on
 * @param cost its time, in units of a pixel in a whole picture
 */
record Piece(Tile tile, Tile core, boolean inParts, long cost) {
  /** Pixels around the core in which its alpha fades into that of other pieces. */
  static final int FADE = 20;

  /** The share of a pixel's time that only window pixels take. */
  private static final double WINDOW_SHARE = 0.4;

  /** The cost of starting a piece, in pixels. */
  private static final long START = 64 * 64;

  /** The margin around the core in which alpha is computed, so that the fading pixels are exact. */
  private static final int WINDOW_MARGIN = FADE + NetworkEngine.WINDOW_REACH;

  /** The margin if each requested pixel is exact; window sides are multiples of eight. */
  private static final int PARTS_MARGIN = (FADE + Window.STEP - 1) / Window.STEP * Window.STEP;

  /** Returns the whole padded picture as one piece. */
  static Piece whole(int width, int height) {
    Tile all = Tile.whole(width, height);
    return ofTile(all, all);
  }

  /** Returns a piece that computes its whole tile, except in the last levels. */
  static Piece ofTile(Tile tile, Tile core) {
    long window = window(tile, core, WINDOW_MARGIN).area();
    double pixels = (1 - WINDOW_SHARE) * tile.area() + WINDOW_SHARE * window;
    return new Piece(tile, core, false, Math.round(pixels) + START);
  }

  /**
   * Returns a piece with region-restricted computation.
   *
   * @param pixels number of computed pixels
   */
  static Piece inParts(Tile tile, Tile core, long pixels) {
    return new Piece(tile, core, true, pixels + START);
  }

  /** Returns the part of the tile whose alpha is requested. */
  Window window() {
    return window(tile, core, inParts ? PARTS_MARGIN : WINDOW_MARGIN);
  }

  private static Window window(Tile tile, Tile core, int margin) {
    int left = Math.max(0, core.left() - tile.left() - margin);
    int top = Math.max(0, core.top() - tile.top() - margin);
    int right = Math.min(tile.width(), core.right() - tile.left() + margin);
    int bottom = Math.min(tile.height(), core.bottom() - tile.top() + margin);
    return new Window(left, top, right - left, bottom - top);
  }
}
