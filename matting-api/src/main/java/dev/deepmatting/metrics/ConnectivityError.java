package dev.deepmatting.metrics;

import dev.deepmatting.internal.pixel.Components;
import java.util.Arrays;

/**
 * The absolute differences of connectedness, summed over the scored pixels.
 *
 * <p>A pixel's level l is the highest threshold k/10 at which it still belongs to the largest
 * connected part of both mattes. Its connectedness is 1 - d with d = alpha - l; differences below
 * 0.15 count as zero.
 */
final class ConnectivityError {
  private static final int LEVELS = 10;
  private static final double TOLERANCE = 0.15;
  private static final byte UNSET = -1;
  private static final double[][] CONNECTEDNESS = connectedness();

  private final GrayPlane common;
  private final byte[] levels;

  private ConnectivityError(GrayPlane common) {
    this.common = common;
    levels = new byte[common.samples().length];
    Arrays.fill(levels, UNSET);
  }

  static double sum(
      GrayPlane prediction,
      GrayPlane truth,
      GrayPlane.ScoredPixels scored,
      EmptyIntersection empty) {
    ConnectivityError error = new ConnectivityError(GrayPlane.minimum(prediction, truth));
    error.setLevels(empty);
    double sum = 0;
    for (int i = 0; i < error.levels.length; i++) {
      if (scored.contains(i)) {
        double[] connectedness = CONNECTEDNESS[error.levels[i]];
        sum += Math.abs(connectedness[prediction.at(i)] - connectedness[truth.at(i)]);
      }
    }
    return sum;
  }

  private void setLevels(EmptyIntersection empty) {
    Components components = new Components(common.width(), common.height(), false);
    int level = 0;
    while (level < LEVELS && find(components, threshold(level + 1)) >= 0) {
      setOutside(components, (byte) level);
      level++;
    }
    // Above an empty intersection, all are empty: then nothing is connected, or everything.
    boolean all = level == LEVELS || empty == EmptyIntersection.EVERYTHING;
    byte rest = (byte) (all ? LEVELS : level);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = levels[i] == UNSET ? rest : levels[i];
    }
  }

  /**
   * Returns the lowest 8-bit value of at least k/10, in integers: rounding can put 153/255 below
   * 0.6.
   */
  private static int threshold(int k) {
    return (255 * k + LEVELS - 1) / LEVELS;
  }

  /** Returns the largest component that reaches a threshold; negative if nothing does. */
  private int find(Components components, int threshold) {
    components.find(
        (y, row) -> {
          for (int x = 0, at = y * row.length; x < row.length; x++, at++) {
            row[x] = common.at(at) >= threshold;
          }
        });
    return components.largest();
  }

  private void setOutside(Components components, byte level) {
    int largest = components.largest();
    boolean[] inside = new boolean[common.width()];
    for (int y = 0, at = 0; y < common.height(); y++) {
      components.readRow(largest, y, inside);
      for (int x = 0; x < inside.length; x++, at++) {
        if (levels[at] == UNSET && !inside[x]) {
          levels[at] = level;
        }
      }
    }
  }

  private static double[][] connectedness() {
    double[][] table = new double[LEVELS + 1][256];
    for (int level = 0; level <= LEVELS; level++) {
      for (int value = 0; value < 256; value++) {
        double difference = value / 255.0 - (double) level / LEVELS;
        table[level][value] = 1 - (difference >= TOLERANCE ? difference : 0);
      }
    }
    return table;
  }
}
