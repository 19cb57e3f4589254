package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/**
 * Resamples along one axis after the other: first down the columns, where neighbouring samples have
 * the same weight, which the JVM turns into vector instructions. Keeps only the source rows of one
 * output row.
 */
final class SeparableResampler {
  private final PixelSource source;
  private final AxisTaps across;
  private final AxisTaps down;
  private final int left;
  private final int columns;

  /** Source rows as floats; row y is at y modulo their number. */
  private final float[][] rows;

  private final int[] held;

  private SeparableResampler(PixelSource source, AxisTaps across, AxisTaps down) {
    this.source = source;
    this.across = across;
    this.down = down;
    left = across.lowest();
    columns = across.end() - left;
    rows = new float[down.most()][];
    held = new int[rows.length];
    Arrays.fill(held, -1);
  }

  static Raster resample(PixelSource source, AxisTaps across, AxisTaps down) {
    return new SeparableResampler(source, across, down).resample();
  }

  private Raster resample() {
    Raster result = new Raster(across.outputs(), down.outputs(), source.channels());
    float[] blended = new float[columns * source.channels()];
    for (int y = 0; y < down.outputs(); y++) {
      blend(y, blended);
      int at = y * across.outputs() * source.channels();
      if (source.channels() == 1) {
        alongRow(blended, result.values(), at);
      } else {
        alongColourRow(blended, result.values(), at);
      }
    }
    return result;
  }

  /** Weighs the source rows of one output row. */
  private void blend(int y, float[] sum) {
    int start = down.start(y);
    int taps = down.count(y);
    scale(row(down.first(y)), down.weights()[start], sum);
    int tap = 1;
    for (; tap + 1 < taps; tap += 2) {
      // Two at once: reading and writing the sums takes as long as the arithmetic.
      addScaled(
          row(down.first(y) + tap),
          down.weights()[start + tap],
          row(down.first(y) + tap + 1),
          down.weights()[start + tap + 1],
          sum);
    }
    if (tap < taps) {
      addScaled(row(down.first(y) + tap), down.weights()[start + tap], sum);
    }
  }

  private float[] row(int y) {
    int slot = y % rows.length;
    if (held[slot] != y) {
      if (rows[slot] == null) {
        rows[slot] = new float[columns * source.channels()];
      }
      source.read(left, y, columns, 1, rows[slot]);
      held[slot] = y;
    }
    return rows[slot];
  }

  private static void scale(float[] row, float weight, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weight * row[i];
    }
  }

  private static void addScaled(float[] row, float weight, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private static void addScaled(
      float[] row, float weight, float[] other, float otherWeight, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i] + otherWeight * other[i];
    }
  }

  private void alongRow(float[] row, float[] target, int at) {
    float[] weights = across.weights();
    for (int x = 0; x < across.outputs(); x++) {
      int from = across.first(x) - left;
      int start = across.start(x);
      int taps = across.count(x);
      float sum = 0;
      for (int tap = 0; tap < taps; tap++) {
        sum += weights[start + tap] * row[from + tap];
      }
      target[at + x] = sum;
    }
  }

  private void alongColourRow(float[] row, float[] target, int start) {
    float[] weights = across.weights();
    for (int x = 0, at = start; x < across.outputs(); x++, at += Raster.COLOURS) {
      int from = (across.first(x) - left) * Raster.COLOURS;
      int weight = across.start(x);
      int end = weight + across.count(x);
      float red = 0;
      float green = 0;
      float blue = 0;
      for (; weight < end; weight++, from += Raster.COLOURS) {
        red += weights[weight] * row[from];
        green += weights[weight] * row[from + 1];
        blue += weights[weight] * row[from + 2];
      }
      target[at] = red;
      target[at + 1] = green;
      target[at + 2] = blue;
    }
  }
}
