package dev.deepmatting.data.scene;

/**
 * Fills outlines with the exact area that they cover of each pixel: signed areas of trapezoids,
 * summed along each row, as in Levien's font-rs. Not thread-safe.
 */
final class PolygonFill {
  private static final float NOISE = 1e-4f;

  private final int width;
  private final int height;
  private final int stride;
  private final float[] areas;
  private final float[] rgba = new float[4];
  private int top;
  private int bottom;
  private int left;
  private int right;

  PolygonFill(int width, int height) {
    this.width = width;
    this.height = height;
    stride = width + 2;
    areas = new float[stride * height];
  }

  void fill(Canvas canvas, Outline outline, Ink ink) {
    sweep(
        outline,
        (x, y, coverage) -> {
          ink.at(x, y, rgba);
          canvas.over(y * width + x, rgba[0], rgba[1], rgba[2], rgba[3] * coverage);
        });
  }

  void erase(Canvas canvas, Outline outline) {
    sweep(outline, (x, y, coverage) -> canvas.erase(y * width + x, coverage));
  }

  /** Visits every pixel that is covered; coverage above 0, up to 1. */
  void sweep(Outline outline, Visitor visitor) {
    top = height;
    bottom = 0;
    left = width;
    right = 0;
    for (int contour = 0; contour < outline.contours(); contour++) {
      int end = outline.end(contour);
      int before = end - 1;
      for (int i = outline.start(contour); i < end; before = i++) {
        edge(outline.x(before), outline.y(before), outline.x(i), outline.y(i));
      }
    }
    for (int y = top; y < bottom; y++) {
      sweepRow(y, visitor);
    }
  }

  private void sweepRow(int y, Visitor visitor) {
    float sum = 0;
    int row = y * stride;
    for (int x = left; x <= right; x++) {
      sum += areas[row + x];
      areas[row + x] = 0;
      float coverage = Math.abs(sum);
      if (coverage > NOISE && x < width) {
        visitor.pixel(x, y, coverage > 1 - NOISE ? 1 : coverage);
      }
    }
  }

  private void edge(double xa, double ya, double xb, double yb) {
    boolean down = ya < yb;
    double y0 = down ? ya : yb;
    double y1 = down ? yb : ya;
    if (y0 == y1 || y1 <= 0 || y0 >= height) {
      return;
    }
    double x = down ? xa : xb;
    double slope = (xb - xa) / (yb - ya);
    int first = Math.max(0, (int) Math.floor(y0));
    int last = Math.min(height, (int) Math.ceil(y1));
    x += (Math.max(first, y0) - y0) * slope;
    top = Math.min(top, first);
    bottom = Math.max(bottom, last);
    for (int y = first; y < last; y++) {
      double dy = Math.min(y + 1, y1) - Math.max(y, y0);
      double next = x + slope * dy;
      piece(y * stride, clamped(Math.min(x, next)), clamped(Math.max(x, next)), down ? dy : -dy);
      x = next;
    }
  }

  private double clamped(double x) {
    return Math.max(0, Math.min(width, x));
  }

  /** Adds the part of an edge in one row; the sum along the row is the coverage. */
  private void piece(int row, double x0, double x1, double d) {
    int i0 = (int) x0;
    int i1 = (int) Math.ceil(x1);
    left = Math.min(left, i0);
    right = Math.max(right, Math.max(i1, i0 + 1));
    if (i1 <= i0 + 1) {
      double middle = 0.5 * (x0 + x1) - i0;
      areas[row + i0] += (float) (d - d * middle);
      areas[row + i0 + 1] += (float) (d * middle);
      return;
    }
    double s = 1 / (x1 - x0);
    double start = i0 + 1 - x0;
    double covered = 0.5 * s * start * start;
    double total = covered;
    areas[row + i0] += (float) (d * covered);
    for (int i = i0 + 1; i < i1; i++) {
      double run = Math.min(i + 1, x1) - i;
      double level = s * (i - x0 + run * (1 - run / 2));
      areas[row + i] += (float) (d * (level - total));
      total = level;
    }
    areas[row + i1] += (float) (d * (1 - total));
  }

  /** Receives covered pixels. */
  interface Visitor {
    void pixel(int x, int y, float coverage);
  }
}
