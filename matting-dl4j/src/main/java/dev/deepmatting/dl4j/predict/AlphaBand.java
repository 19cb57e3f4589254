package dev.deepmatting.dl4j.predict;

import dev.deepmatting.dl4j.tensor.Tile;

/**
 * The rows of the alpha matte that tiles are being written to. Where tiles overlap, their alphas
 * are averaged by weights that fall smoothly from 1 to 0 in the half of the surroundings that is
 * nearer to the tile's inner part, and are 0 in the other half, which sees too little around it.
 */
final class AlphaBand {
  private static final int RAMP = TilePlanner.CONTEXT / 2;

  private final int width;
  private final int height;
  private float[][] sums;
  private float[][] weights;
  private int top;

  /**
   * A band without rows yet.
   *
   * @param width of the padded picture
   * @param height of the padded picture
   */
  AlphaBand(int width, int height) {
    this.width = width;
    this.height = height;
    this.sums = new float[0][];
    this.weights = new float[0][];
  }

  /** Drops the rows above one. */
  void dropAbove(int y) {
    for (int row = top; row < Math.min(y, top + sums.length); row++) {
      sums[row % sums.length] = null;
      weights[row % sums.length] = null;
    }
    top = Math.max(top, y);
  }

  /** Adds a tile, all of whose rows must not have been dropped yet. */
  void add(Tile tile, float[] alpha) {
    reserve(tile.bottom() - top);
    float[] across = ramp(tile.left(), tile.width(), width);
    float[] down = ramp(tile.top(), tile.height(), height);
    for (int y = 0; y < tile.height(); y++) {
      int slot = (tile.top() + y) % sums.length;
      if (sums[slot] == null) {
        sums[slot] = new float[width];
        weights[slot] = new float[width];
      }
      for (int x = 0; x < tile.width(); x++) {
        float weight = across[x] * down[y];
        sums[slot][tile.left() + x] += weight * alpha[y * tile.width() + x];
        weights[slot][tile.left() + x] += weight;
      }
    }
  }

  private void reserve(int rows) {
    if (rows <= sums.length) {
      return;
    }
    float[][] largerSums = new float[rows][];
    float[][] largerWeights = new float[rows][];
    for (int y = top; y < top + sums.length; y++) {
      largerSums[y % rows] = sums[y % sums.length];
      largerWeights[y % rows] = weights[y % sums.length];
    }
    sums = largerSums;
    weights = largerWeights;
  }

  /** Weights along one side; at the picture's own border nothing is missing. */
  private static float[] ramp(int start, int length, int end) {
    float[] ramp = new float[length];
    for (int i = 0; i < length; i++) {
      int before = start == 0 ? Integer.MAX_VALUE : i;
      int behind = start + length == end ? Integer.MAX_VALUE : length - 1 - i;
      double share = (Math.min(before, behind) + 0.5 - RAMP) / RAMP;
      double clamped = Math.max(0, Math.min(1, share));
      ramp[i] = (float) (clamped * clamped * (3 - 2 * clamped));
    }
    return ramp;
  }

  /**
   * The averaged alphas of a row.
   *
   * @param y a row that was not dropped
   * @param target receives a value where a tile was added, NaN elsewhere
   */
  void readRow(int y, float[] target) {
    boolean none = sums.length == 0 || sums[y % sums.length] == null;
    for (int x = 0; x < target.length; x++) {
      target[x] = none ? Float.NaN : sums[y % sums.length][x] / weights[y % sums.length][x];
    }
  }
}
