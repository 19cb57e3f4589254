package dev.deepmatting.internal.pixel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The ellipse that OpenCV 4 returns for {@code getStructuringElement(MORPH_ELLIPSE, (k, k))}, with
 * its anchor at (k/2, k/2). An even one is longer by a pixel to the left and to the top. Immutable.
 */
final class EllipticKernel {
  private final int radius;
  private final int shortRadius;
  private final int[][] rowsByReach;

  /** Creates an ellipse of this width and height, at least 1. */
  EllipticKernel(int size) {
    radius = size / 2;
    shortRadius = size - 1 - radius;
    int[] reaches = IntStream.rangeClosed(-radius, shortRadius).map(this::reach).toArray();
    rowsByReach = new int[radius + 1][0];
    for (int i = 0; i < size; i++) {
      int[] rows = rowsByReach[reaches[i]];
      rowsByReach[reaches[i]] = Arrays.copyOf(rows, rows.length + 1);
      rowsByReach[reaches[i]][rows.length] = i - radius;
    }
  }

  /** Returns how far it extends up and to the left. */
  int radius() {
    return radius;
  }

  /** Returns how far it extends down and to the right. */
  int shortRadius() {
    return shortRadius;
  }

  /**
   * Returns its rows, counted from the anchor, that extend this far to the left; to the right they
   * extend as far, but at most {@link #shortRadius()}.
   */
  int[] rowsOfReach(int reach) {
    return rowsByReach[reach];
  }

  private int reach(int row) {
    double square = (double) radius * radius;
    double inverse = radius == 0 ? 0 : 1 / square;
    // As OpenCV computes it, so that halves are rounded the same way: to even.
    return (int) Math.rint(radius * Math.sqrt((square - (double) row * row) * inverse));
  }
}
