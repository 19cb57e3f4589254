package dev.deepmatting.compose;

import java.util.Arrays;

/**
 * Convolution with a sampled Gaussian, cut off at four deviations, along rows and columns in turn.
 * Beyond the border the nearest pixel counts. Immutable.
 */
final class GaussianKernel {
  private static final double REACH = 4;

  /** Columns that are summed together: so many rows of a wide kernel stay in the cache. */
  private static final int STRIPE = 1024;

  /** Weights of the middle and of what is 1, 2, ... pixels away. */
  private final float[] weights;

  GaussianKernel(double sigma) {
    double[] shape = new double[1 + (int) Math.ceil(REACH * sigma)];
    shape[0] = 1;
    double sum = 1;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += 2 * shape[i];
    }
    weights = new float[shape.length];
    for (int i = 0; i < shape.length; i++) {
      weights[i] = (float) (shape[i] / sum);
    }
  }

  /** How many pixels away a pixel still counts. */
  int reach() {
    return weights.length - 1;
  }

  /** A convolved copy of row-major values, one for each pixel. */
  float[] apply(float[] values, int width, int height) {
    if (reach() == 0) {
      return values.clone();
    }
    float[] rows = new float[values.length];
    float[] padded = new float[width + 2 * reach()];
    for (int at = 0; at < values.length; at += width) {
      blurRow(values, at, width, padded, rows);
    }
    float[] result = new float[values.length];
    for (int x = 0; x < width; x += STRIPE) {
      for (int y = 0; y < height; y++) {
        blurColumns(rows, x, Math.min(width, x + STRIPE), y, width, result);
      }
    }
    return result;
  }

  private void blurRow(float[] from, int at, int width, float[] padded, float[] to) {
    int reach = reach();
    Arrays.fill(padded, 0, reach, from[at]);
    System.arraycopy(from, at, padded, reach, width);
    Arrays.fill(padded, reach + width, padded.length, from[at + width - 1]);
    for (int i = 0; i <= reach; i++) {
      // The middle is met twice.
      float weight = i == 0 ? weights[0] / 2 : weights[i];
      for (int x = 0; x < width; x++) {
        to[at + x] += weight * (padded[reach + x - i] + padded[reach + x + i]);
      }
    }
  }

  private void blurColumns(float[] from, int left, int right, int y, int width, float[] to) {
    int last = from.length / width - 1;
    int row = y * width;
    for (int i = 0; i < weights.length; i++) {
      float weight = i == 0 ? weights[0] / 2 : weights[i];
      int above = Math.max(0, y - i) * width;
      int below = Math.min(last, y + i) * width;
      for (int x = left; x < right; x++) {
        to[row + x] += weight * (from[above + x] + from[below + x]);
      }
    }
  }
}
