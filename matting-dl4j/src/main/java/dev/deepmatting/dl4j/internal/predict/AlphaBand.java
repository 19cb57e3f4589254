package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.tensor.Window;

/**
 * The rows of the alpha matte that pieces are being written to. Around the core of a piece the
 * weight of its alpha falls smoothly from 1 to 0; where pieces meet, their weighted average counts.
 */
final class AlphaBand {
  private final int width;
  private float[][] sums;
  private float[][] weights;
  private int top;

  /**
   * A band without rows yet.
   *
   * @param width of the padded picture
   */
  AlphaBand(int width) {
    this.width = width;
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

  /**
   * Adds a piece, none of whose rows may have been dropped yet.
   *
   * @param alpha of its window
   */
  void add(Piece piece, float[] alpha) {
    Window window = piece.window();
    int left = piece.tile().left() + window.left();
    int top = piece.tile().top() + window.top();
    reserve(top + window.height() - this.top);
    float[] across = weights(left, window.width(), piece.core().left(), piece.core().right());
    float[] down = weights(top, window.height(), piece.core().top(), piece.core().bottom());
    for (int y = 0; y < window.height(); y++) {
      int slot = (top + y) % sums.length;
      if (sums[slot] == null) {
        sums[slot] = new float[width];
        weights[slot] = new float[width];
      }
      for (int x = 0; x < window.width(); x++) {
        float weight = across[x] * down[y];
        sums[slot][left + x] += weight * alpha[y * window.width() + x];
        weights[slot][left + x] += weight;
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

  /** Weights along one side of a window: 1 from one position to before another. */
  private static float[] weights(int start, int length, int from, int to) {
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      double outside = Math.max(from - (start + i), start + i + 1 - to) - 0.5;
      double share = 1 - outside / Piece.FADE;
      double clamped = Math.max(0, Math.min(1, share));
      result[i] = (float) (clamped * clamped * (3 - 2 * clamped));
    }
    return result;
  }

  /**
   * The averaged alphas of a row.
   *
   * @param y a row that was not dropped
   * @param target receives a value where a piece counts, NaN elsewhere
   */
  void readRow(int y, float[] target) {
    boolean none = sums.length == 0 || sums[y % sums.length] == null;
    for (int x = 0; x < target.length; x++) {
      target[x] = none ? Float.NaN : sums[y % sums.length][x] / weights[y % sums.length][x];
    }
  }
}
