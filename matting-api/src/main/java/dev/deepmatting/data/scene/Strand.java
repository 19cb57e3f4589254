package dev.deepmatting.data.scene;

import java.util.Arrays;

/** The middle line of a strand, and its thickness at each point. Not thread-safe. */
final class Strand {
  private double[] xs = new double[128];
  private double[] ys = new double[128];
  private double[] thickness = new double[128];
  private int size;

  Strand clear() {
    size = 0;
    return this;
  }

  Strand add(double x, double y, double thick) {
    if (size == xs.length) {
      xs = Arrays.copyOf(xs, 2 * size);
      ys = Arrays.copyOf(ys, 2 * size);
      thickness = Arrays.copyOf(thickness, 2 * size);
    }
    xs[size] = x;
    ys[size] = y;
    thickness[size++] = thick;
    return this;
  }

  int size() {
    return size;
  }

  double x(int i) {
    return xs[i];
  }

  double y(int i) {
    return ys[i];
  }

  double thickness(int i) {
    return thickness[i];
  }

  /**
   * Returns the relative thickness, falling from root to tip as in hair: 1 at 0, {@code tip} at 1.
   */
  static double taper(double along, double tip) {
    return 1 - (1 - tip) * along * along;
  }

  /** Returns its outline, to be filled as a shape if it is wider than a few pixels. */
  Outline outline() {
    Outline outline = new Outline();
    for (int i = 0; i < size; i++) {
      edge(outline, i, 0.5);
    }
    for (int i = size - 1; i >= 0; i--) {
      edge(outline, i, -0.5);
    }
    return outline.close();
  }

  private void edge(Outline outline, int i, double side) {
    int before = Math.max(0, i - 1);
    int after = Math.min(size - 1, i + 1);
    double dx = xs[after] - xs[before];
    double dy = ys[after] - ys[before];
    double scale = side * thickness[i] / Math.max(1e-9, Math.hypot(dx, dy));
    outline.add(xs[i] + dy * scale, ys[i] - dx * scale);
  }
}
