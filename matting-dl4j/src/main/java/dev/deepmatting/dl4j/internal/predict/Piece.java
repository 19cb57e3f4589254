package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.dl4j.internal.tensor.Window;

/**
 * A tile and the part of it that is predicted; the rest is seen only.
 *
 * @param tile what the network sees
 * @param core where its alpha counts; it fades out in the {@link #FADE} pixels around
 * @param inParts whether of the tile only what its unknown pixels depend on is computed
 * @param cost how long it takes, in the time that a pixel of a whole picture takes
 */
record Piece(Tile tile, Tile core, boolean inParts, long cost) {
  /** Pixels around the core in which its alpha fades into that of other pieces. */
  static final int FADE = 20;

  /** Of the time that a pixel takes, the part that only the window's pixels take. */
  private static final double WINDOW_SHARE = 0.4;

  /** What starting a piece costs, in pixels. */
  private static final long START = 64 * 64;

  /** Around the core alpha is computed so far that the fading pixels are exact. */
  private static final int WINDOW_MARGIN = FADE + NetworkEngine.WINDOW_REACH;

  /** Where each pixel that is asked for is exact; windows have sides of eights. */
  private static final int PARTS_MARGIN = (FADE + Window.STEP - 1) / Window.STEP * Window.STEP;

  /** The whole padded picture. */
  static Piece whole(int width, int height) {
    Tile all = Tile.whole(width, height);
    return ofTile(all, all);
  }

  /** A piece whose tile is computed, but for the last levels. */
  static Piece ofTile(Tile tile, Tile core) {
    long window = window(tile, core, WINDOW_MARGIN).area();
    double pixels = (1 - WINDOW_SHARE) * tile.area() + WINDOW_SHARE * window;
    return new Piece(tile, core, false, Math.round(pixels) + START);
  }

  /**
   * A piece of which only what its unknown pixels depend on is computed.
   *
   * @param pixels how many are computed
   */
  static Piece inParts(Tile tile, Tile core, long pixels) {
    return new Piece(tile, core, true, pixels + START);
  }

  /** The part of the tile whose alpha is asked for. */
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
