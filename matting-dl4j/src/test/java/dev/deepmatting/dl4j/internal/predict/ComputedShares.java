package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.predict.UnknownCells.Rectangle;
import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.image.Trimap;

/** How much of a picture's area is computed by tiles, and how much has to be. */
public final class ComputedShares {
  private static final int LARGEST_SIDE = 2048;
  private static final int CONTEXT = Tile.CONTEXT / Padding.STRIDE;

  private final UnknownCells cells;
  private final Rectangle all;

  /** The shares of the picture with a trimap. */
  public ComputedShares(Trimap trimap) {
    cells = UnknownCells.of(trimap);
    all = cells.all();
  }

  /** Of the tiles, what overlaps counted as often as it is computed. */
  public double tiles() {
    return new TilePlanner(cells, LARGEST_SIDE, false)
        .pieces().stream().mapToDouble(piece -> piece.tile().area() / area()).sum();
  }

  private double area() {
    return (double) Padding.STRIDE * Padding.STRIDE * all.width() * all.height();
  }

  /** Of the cells that lie around unknown ones within their surroundings, each counted once. */
  public double forced() {
    int count = cells.surrounded(CONTEXT).countIn(all);
    return (double) count / all.width() / all.height();
  }
}
