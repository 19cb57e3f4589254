package dev.deepmatting.dl4j.predict;

import dev.deepmatting.dl4j.engine.NetworkEngine;
import dev.deepmatting.dl4j.tensor.Tile;
import dev.deepmatting.dl4j.tensor.Window;

/**
 * A tile and the part of it that is predicted; the rest is seen only.
 *
 * @param tile what the network sees
 * @param core where its alpha counts; it fades out in the {@link #FADE} pixels around
 */
record Piece(Tile tile, Tile core) {
  /** Pixels around the core in which its alpha fades into that of other pieces. */
  static final int FADE = 20;

  /** Of the time that a pixel takes, the part that only the window's pixels take. */
  private static final double WINDOW_SHARE = 0.4;

  /** What starting a piece costs, in pixels. */
  static final long START = 64 * 64;

  /** Pixels around the core whose alpha is computed, so that the fading ones are exact. */
  private static final int MARGIN = FADE + NetworkEngine.WINDOW_REACH;

  /** The whole padded picture. */
  static Piece whole(int width, int height) {
    Tile all = Tile.whole(width, height);
    return new Piece(all, all);
  }

  /** The part of the tile whose alpha is computed. */
  Window window() {
    int left = Math.max(0, core.left() - tile.left() - MARGIN);
    int top = Math.max(0, core.top() - tile.top() - MARGIN);
    int right = Math.min(tile.width(), core.right() - tile.left() + MARGIN);
    int bottom = Math.min(tile.height(), core.bottom() - tile.top() + MARGIN);
    return new Window(left, top, right - left, bottom - top);
  }

  /** How long it takes, in the time that a pixel of a whole picture takes. */
  long cost() {
    double pixels = (1 - WINDOW_SHARE) * tile.area() + WINDOW_SHARE * window().area();
    return Math.round(pixels) + START;
  }
}
