package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/**
 * Fractal value noise: lattices of random values, each finer and weaker than the one before,
 * smoothly interpolated and summed. Values are around 0.5, nearly all between 0 and 1.
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

  /** Creates noise; cells need not be square, and long ones look like fibres. */
  static Noise fractal(
      SampleRandom random,
      int width,
      int height,
      double cellWidth,
      double cellHeight,
      int octaves,
      double gain) {
    Part whole = Part.whole(width, height);
    return fractal(random, width, height, cellWidth, cellHeight, octaves, gain, whole);
  }

  /** Returns the same noise, computed only in a part. */
  static Noise fractal(
      SampleRandom random,
      int width,
      int height,
      double cellWidth,
      double cellHeight,
      int octaves,
      double gain,
      Part part) {
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
          .addTo(sum, (float) weight, part);
      weight *= gain;
    }
    for (int y = part.top(); y < part.bottom(); y++) {
      for (int i = y * width + part.left(); i < y * width + part.right(); i++) {
        sum[i] += 0.5f;
      }
    }
    return new Noise(width, height, sum);
  }

  int width() {
    return width;
  }

  float[] values() {
    return values;
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Returns a value between pixels; beyond the border, the noise is mirrored. */
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
    /** The width of a cell, in pixels, from which a separate loop pays off. */
    private static final int WIDE = 12;

    private final int width;
    private final double cellWidth;
    private final double cellHeight;
    private final int columns;
    private final float[] lattice;
    private final int[] cells;
    private final float[] shares;

    Octave(SampleRandom random, int width, int height, double cellWidth, double cellHeight) {
      this.width = width;
      this.cellWidth = cellWidth;
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

    void addTo(float[] sum, float weight, Part part) {
      float[] row = new float[columns];
      for (int y = part.top(); y < part.bottom(); y++) {
        double at = y / cellHeight;
        int cell = (int) at;
        float share = smooth((float) (at - cell));
        for (int i = 0; i < columns; i++) {
          float upper = lattice[cell * columns + i];
          row[i] = weight * (upper + (lattice[(cell + 1) * columns + i] - upper) * share);
        }
        addRow(sum, y * width, row, part);
      }
    }

    /** Adds a row, one plain loop per cell; cells of few pixels one by one. */
    private void addRow(float[] sum, int start, float[] row, Part part) {
      int right = part.right();
      if (cellWidth < WIDE) {
        for (int x = part.left(); x < right; x++) {
          float left = row[cells[x]];
          sum[start + x] += left + (row[cells[x] + 1] - left) * shares[x];
        }
        return;
      }
      for (int from = part.left(); from < right; ) {
        int cell = cells[from];
        int to = endOf(cell, from, right);
        float left = row[cell];
        float rise = row[cell + 1] - left;
        for (int x = from; x < to; x++) {
          sum[start + x] += left + rise * shares[x];
        }
        from = to;
      }
    }

    /** Returns the column after a cell's last one. */
    private int endOf(int cell, int from, int right) {
      int to = Math.min(right, from + Math.max(1, (int) cellWidth - 1));
      while (to > from + 1 && cells[to - 1] != cell) {
        to--;
      }
      while (to < right && cells[to] == cell) {
        to++;
      }
      return to;
    }

    private static float smooth(float t) {
      return t * t * (3 - 2 * t);
    }
  }
}
