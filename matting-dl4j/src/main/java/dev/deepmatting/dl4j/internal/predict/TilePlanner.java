package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.predict.UnknownCells.Rectangle;
import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import dev.deepmatting.network.Tiling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Covers the unknown cells of a trimap with rectangles, each with its context, so that little else
 * is computed: the cheapest of all recursive cuts of a rectangle in two. Large pictures are halved
 * first, until that search is quick.
 */
final class TilePlanner {
  private static final int LEAST_CORE_CELLS = 2;

  /** Cuts are tried at every second cell, or at fewer in long rectangles. */
  private static final int CUT = 2;

  private static final int MOST_CUTS = 12;

  /** The longest side of a rectangle that is searched, in cells. */
  private static final int MOST_SEARCHED = 64;

  private static final long CELL_AREA = (long) Padding.STRIDE * Padding.STRIDE;

  private static final long IMPOSSIBLE = Long.MAX_VALUE / 4;

  private final UnknownCells cells;
  private final Rectangle picture;
  private final int mostCells;
  private final int context;

  /** The cells that are computed, whatever the tiles, or null if tiles are computed whole. */
  private final @Nullable UnknownCells computed;

  private final Map<Rectangle, Cover> covers = new HashMap<>();

  /** The cheapest cover of a rectangle: itself, or two parts. */
  private record Cover(long cost, @Nullable Rectangle first, @Nullable Rectangle second) {}

  /**
   * Creates a planner for one picture.
   *
   * @param cells its unknown cells
   * @param longestSide of a tile, in pixels, at least {@link Tiling#LEAST_SIDE}
   * @param inParts whether only a tile's unknown cells and their surroundings are computed
   */
  TilePlanner(UnknownCells cells, int longestSide, boolean inParts) {
    this.cells = cells;
    this.picture = cells.all();
    this.mostCells = longestSide / Padding.STRIDE;
    // Tiles that are too small for this context have less.
    this.context = Math.min(Tile.CONTEXT / Padding.STRIDE, (mostCells - LEAST_CORE_CELLS) / 2);
    this.computed = inParts ? cells.surrounded(context) : null;
  }

  /**
   * Plans the pieces.
   *
   * @return pieces whose cores cover every unknown cell, sorted by the top of their windows
   */
  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    if (!cells.hasNone(picture)) {
      halve(cells.shrunk(picture), pieces);
    }
    pieces.sort(
        Comparator.comparingInt((Piece piece) -> piece.tile().top() + piece.window().top())
            .thenComparingInt(piece -> piece.tile().left()));
    return pieces;
  }

  private void halve(Rectangle area, List<Piece> pieces) {
    if (area.width() <= MOST_SEARCHED && area.height() <= MOST_SEARCHED) {
      collect(area, pieces);
      covers.clear();
      return;
    }
    boolean upright = area.width() > area.height();
    int middle = upright ? (area.left() + area.right()) / 2 : (area.top() + area.bottom()) / 2;
    for (Rectangle part : List.of(before(area, upright, middle), behind(area, upright, middle))) {
      if (!cells.hasNone(part)) {
        halve(cells.shrunk(part), pieces);
      }
    }
  }

  private void collect(Rectangle area, List<Piece> pieces) {
    Cover cover = cover(area);
    if (cover.first == null || cover.second == null) {
      pieces.add(piece(area));
      return;
    }
    collect(cover.first, pieces);
    collect(cover.second, pieces);
  }

  private Cover cover(Rectangle shrunk) {
    Cover known = covers.get(shrunk);
    if (known != null) {
      return known;
    }
    Cover best = new Cover(cost(shrunk), null, null);
    // With region-restricted computation, a tile computes nothing that its parts would not compute
    // too.
    if (computed == null || best.cost == IMPOSSIBLE) {
      best = cheapest(shrunk, true, shrunk.left(), shrunk.right(), best);
      best = cheapest(shrunk, false, shrunk.top(), shrunk.bottom(), best);
    }
    covers.put(shrunk, best);
    return best;
  }

  private Cover cheapest(Rectangle area, boolean upright, int from, int to, Cover known) {
    Cover best = known;
    int step = CUT * Math.max(1, (to - from) / MOST_CUTS);
    for (int at = (from / step + 1) * step; at < to; at += step) {
      Rectangle first = cells.shrunk(before(area, upright, at));
      Rectangle second = cells.shrunk(behind(area, upright, at));
      long cost = cover(first).cost;
      if (cost < best.cost) {
        cost += cover(second).cost;
      }
      if (cost < best.cost) {
        best = new Cover(cost, first, second);
      }
    }
    return best;
  }

  private static Rectangle before(Rectangle area, boolean upright, int at) {
    return upright
        ? new Rectangle(area.left(), area.top(), at, area.bottom())
        : new Rectangle(area.left(), area.top(), area.right(), at);
  }

  private static Rectangle behind(Rectangle area, boolean upright, int at) {
    return upright
        ? new Rectangle(at, area.top(), area.right(), area.bottom())
        : new Rectangle(area.left(), at, area.right(), area.bottom());
  }

  private long cost(Rectangle area) {
    Piece piece = piece(area);
    int longest = Math.max(piece.tile().width(), piece.tile().height()) / Padding.STRIDE;
    return longest > mostCells ? IMPOSSIBLE : piece.cost();
  }

  private Piece piece(Rectangle core) {
    Rectangle seen = around(core);
    return computed == null
        ? Piece.ofTile(tile(seen), tile(core))
        : Piece.inParts(tile(seen), tile(core), CELL_AREA * computed.countIn(seen));
  }

  private Rectangle around(Rectangle core) {
    return new Rectangle(
        Math.max(picture.left(), core.left() - context),
        Math.max(picture.top(), core.top() - context),
        Math.min(picture.right(), core.right() + context),
        Math.min(picture.bottom(), core.bottom() + context));
  }

  private static Tile tile(Rectangle area) {
    return new Tile(
        area.left() * Padding.STRIDE,
        area.top() * Padding.STRIDE,
        area.width() * Padding.STRIDE,
        area.height() * Padding.STRIDE);
  }
}
