package dev.deepmatting.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * The size of a level of the estimation.
 *
 * @param width pixels per row
 * @param height rows
 */
record LevelSize(int width, int height) {
  /** Returns the sizes from one pixel to the whole picture, each about twice the previous one. */
  static List<LevelSize> of(int width, int height) {
    int last = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(width, height) - 1);
    List<LevelSize> levels = new ArrayList<>();
    for (int level = 0; level < last; level++) {
      double share = (double) level / last;
      levels.add(new LevelSize(side(width, share), side(height, share)));
    }
    levels.add(new LevelSize(width, height));
    return levels;
  }

  private static int side(int full, double share) {
    return (int) Math.rint(Math.pow(full, share));
  }

  int longest() {
    return Math.max(width, height);
  }

  /** Returns, for each position along a side, the nearest one along another side. */
  static int[] nearest(int side, int of) {
    int[] places = new int[side];
    for (int i = 0; i < side; i++) {
      places[i] = nearest(i, side, of);
    }
    return places;
  }

  /** Returns the position along one side nearest to a position along another. */
  static int nearest(int place, int side, int of) {
    return (int) ((long) place * of / side);
  }
}
