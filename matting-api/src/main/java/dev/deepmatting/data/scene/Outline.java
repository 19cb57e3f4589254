package dev.deepmatting.data.scene;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Closed polygons. Where they overlap, those of the same orientation count once, and those of the
 * opposite one cut holes. Not thread-safe.
 */
final class Outline {
  private double[] xs = new double[64];
  private double[] ys = new double[64];
  private int[] ends = new int[4];
  private int points;
  private int contours;

  Outline add(double x, double y) {
    if (points == xs.length) {
      xs = Arrays.copyOf(xs, 2 * points);
      ys = Arrays.copyOf(ys, 2 * points);
    }
    xs[points] = x;
    ys[points++] = y;
    return this;
  }

  /** Ends a polygon; the next point starts another one. */
  Outline close() {
    if (contours == ends.length) {
      ends = Arrays.copyOf(ends, 2 * contours);
    }
    ends[contours++] = points;
    return this;
  }

  int contours() {
    return contours;
  }

  int start(int contour) {
    return contour == 0 ? 0 : ends[contour - 1];
  }

  int end(int contour) {
    return ends[contour];
  }

  int points() {
    return points;
  }

  double x(int point) {
    return xs[point];
  }

  double y(int point) {
    return ys[point];
  }

  /** Moves every point; the operator takes and returns {x, y}. */
  Outline warped(UnaryOperator<double[]> warp) {
    for (int i = 0; i < points; i++) {
      double[] moved = warp.apply(new double[] {xs[i], ys[i]});
      xs[i] = moved[0];
      ys[i] = moved[1];
    }
    return this;
  }

  Outline rotated(double cx, double cy, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int i = 0; i < points; i++) {
      double dx = xs[i] - cx;
      double dy = ys[i] - cy;
      xs[i] = cx + cos * dx - sin * dy;
      ys[i] = cy + sin * dx + cos * dy;
    }
    return this;
  }

  /** Adds an ellipse, clockwise on the screen, or the other way as a hole. */
  Outline ellipse(double cx, double cy, double rx, double ry, boolean hole) {
    int corners = (int) Math.max(8, Math.min(160, 3 * Math.sqrt(Math.max(rx, ry)) * 2.5));
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (hole ? corners - i : i) / corners;
      add(cx + rx * Math.cos(angle), cy + ry * Math.sin(angle));
    }
    return close();
  }

  /** Adds a line with a width, as a polygon that is clockwise whatever its direction. */
  Outline line(double x0, double y0, double width0, double x1, double y1, double width1) {
    double length = Math.max(1e-9, Math.hypot(x1 - x0, y1 - y0));
    double nx = -(y1 - y0) / length / 2;
    double ny = (x1 - x0) / length / 2;
    add(x0 - nx * width0, y0 - ny * width0);
    add(x1 - nx * width1, y1 - ny * width1);
    add(x1 + nx * width1, y1 + ny * width1);
    add(x0 + nx * width0, y0 + ny * width0);
    return close();
  }
}
