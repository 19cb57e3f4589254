package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/**
 * Fractal value noise: lattices of random values, each finer and weaker than the one before,
 * smoothly interpolated and summed. Values lie around 0.5, nearly all between 0 and 1.
 */
final class Noise {
  private final int width;
  private final int height;
  private final float[] values;

  private Noise(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  static Noise fractal(
      SampleRandom random, int width, int height, double cell, int octaves, double gain) {
    return fractal(random, width, height, cell, cell, octaves, gain);
  }

  /** Cells need not be square: long ones give fibres. */
  static Noise fractal(
      SampleRandom random,
      int width,
      int height,
      double cellWidth,
      double cellHeight,
      int octaves,
      double gain) {
    float[] sum = new float[width * height];
    double power = 0;
    for (int octave = 0; octave < octaves; octave++) {
      power += Math.pow(gain, 2 * octave);
    }
    // A lattice value has a deviation of 0.29; the sum gets one of about 0.2.
    double weight = 1 / Math.sqrt(power);
    for (int octave = 0; octave < octaves; octave++) {
      double scale = 1.0 / (1 << octave);
      new Octave(
              random,
              width,
              height,
              Math.max(1.01, cellWidth * scale),
              Math.max(1.01, cellHeight * scale))
          .addTo(sum, (float) weight);
      weight *= gain;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += 0.5f;
    }
    return new Noise(width, height, sum);
  }

  float[] values() {
    return values;
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Between pixels; beyond the border the noise is mirrored. */
  float between(double x, double y) {
    double px = mirrored(x, width - 1);
    double py = mirrored(y, height - 1);
    int x0 = Math.min((int) px, width - 2);
    int y0 = Math.min((int) py, height - 2);
    float fx = (float) (px - x0);
    float fy = (float) (py - y0);
    int at = y0 * width + x0;
    float upper = values[at] + (values[at + 1] - values[at]) * fx;
    float lower = values[at + width] + (values[at + width + 1] - values[at + width]) * fx;
    return upper + (lower - upper) * fy;
  }

  private static double mirrored(double value, double limit) {
    double folded = Math.abs(value);
    while (folded > limit) {
      folded = Math.abs(2 * limit - folded);
    }
    return folded;
  }

  /** One lattice. */
  private static final class Octave {
    private final int width;
    private final int height;
    private final double cellHeight;
    private final int columns;
    private final float[] lattice;
    private final int[] cells;
    private final float[] shares;

    Octave(SampleRandom random, int width, int height, double cellWidth, double cellHeight) {
      this.width = width;
      this.height = height;
      this.cellHeight = cellHeight;
      columns = (int) (width / cellWidth) + 3;
      int rows = (int) (height / cellHeight) + 3;
      lattice = new float[columns * rows];
      for (int i = 0; i < lattice.length; i++) {
        lattice[i] = (float) random.uniform(-0.5, 0.5);
      }
      cells = new int[width];
      shares = new float[width];
      double start = random.uniform(0, 1);
      for (int x = 0; x < width; x++) {
        double at = start + x / cellWidth;
        cells[x] = (int) at;
        shares[x] = smooth((float) (at - cells[x]));
      }
    }

    void addTo(float[] sum, float weight) {
      float[] row = new float[columns];
      for (int y = 0; y < height; y++) {
        double at = y / cellHeight;
        int cell = (int) at;
        float share = smooth((float) (at - cell));
        for (int i = 0; i < columns; i++) {
          float upper = lattice[cell * columns + i];
          row[i] = weight * (upper + (lattice[(cell + 1) * columns + i] - upper) * share);
        }
        for (int x = 0, to = y * width; x < width; x++, to++) {
          float left = row[cells[x]];
          sum[to] += left + (row[cells[x] + 1] - left) * shares[x];
        }
      }
    }

    private static float smooth(float t) {
      return t * t * (3 - 2 * t);
    }
  }
}
