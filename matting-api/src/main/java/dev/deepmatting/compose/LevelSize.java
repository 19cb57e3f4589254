package dev.deepmatting.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a level of the estimation is.
 *
 * @param width pixels per row
 * @param height rows
 */
record LevelSize(int width, int height) {
  /** From one pixel to the whole picture, each about twice as long as the one before. */
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

  /** For each place of a side the nearest one of another side. */
  static int[] nearest(int side, int of) {
    int[] places = new int[side];
    for (int i = 0; i < side; i++) {
      places[i] = nearest(i, side, of);
    }
    return places;
  }

  /** The place of one side that is nearest to a place of another. */
  static int nearest(int place, int side, int of) {
    return (int) ((long) place * of / side);
  }
}
