package dev.deepmatting.data.scene;

import java.util.Arrays;

/**
 * Draws strands of any width, particularly below a pixel. A strand is cut into short slabs, each
 * inside one column (or row, if it is steep); a slab adds to each pixel the area that it covers, so
 * that the total coverage is the strand's length times its width. Not thread-safe.
 */
final class StrandPen {
  private final int width;
  private final int height;
  private final float[] coverage;
  private final float[] place;
  private int[] touched = new int[4096];
  private int count;

  StrandPen(int width, int height) {
    this.width = width;
    this.height = height;
    coverage = new float[width * height];
    place = new float[width * height];
  }

  /** Draws a strand over a canvas, with colours from its root over its middle to its tip. */
  void draw(Canvas canvas, Strand strand, Colour root, Colour middle, Colour tip, double opacity) {
    cover(strand);
    for (int i = 0; i < count; i++) {
      int pixel = touched[i];
      float alpha = Math.min(1, coverage[pixel]) * (float) opacity;
      coverage[pixel] = 0;
      boolean early = place[pixel] < 0.5f;
      Colour from = early ? root : middle;
      Colour to = early ? middle : tip;
      float s = 2 * place[pixel] - (early ? 0 : 1);
      canvas.over(
          pixel,
          from.red() + (to.red() - from.red()) * s,
          from.green() + (to.green() - from.green()) * s,
          from.blue() + (to.blue() - from.blue()) * s,
          alpha);
    }
    count = 0;
  }

  void draw(Canvas canvas, Strand strand, Colour colour) {
    draw(canvas, strand, colour, colour, colour, 1);
  }

  private void cover(Strand strand) {
    int last = strand.size() - 1;
    for (int i = 0; i < last; i++) {
      segment(strand, i, (i + 0.5f) / last);
    }
  }

  private void segment(Strand strand, int i, float along) {
    double x0 = strand.x(i);
    double y0 = strand.y(i);
    double dx = strand.x(i + 1) - x0;
    double dy = strand.y(i + 1) - y0;
    double length = Math.sqrt(dx * dx + dy * dy);
    if (length < 1e-9) {
      return;
    }
    boolean flat = Math.abs(dx) >= Math.abs(dy);
    double thick = 0.5 * length / (flat ? Math.abs(dx) : Math.abs(dy));
    double half0 = strand.thickness(i) * thick;
    double half1 = strand.thickness(i + 1) * thick;
    if (flat) {
      boolean forth = dx >= 0;
      slabs(
          forth ? x0 : x0 + dx,
          Math.abs(dx),
          forth ? y0 : y0 + dy,
          forth ? dy : -dy,
          forth ? half0 : half1,
          forth ? half1 : half0,
          true,
          along);
    } else {
      boolean forth = dy >= 0;
      slabs(
          forth ? y0 : y0 + dy,
          Math.abs(dy),
          forth ? x0 : x0 + dx,
          forth ? dx : -dx,
          forth ? half0 : half1,
          forth ? half1 : half0,
          false,
          along);
    }
  }

  /** Visits the integer positions on the axis that the segment follows. */
  private void slabs(
      double start,
      double run,
      double side,
      double rise,
      double half0,
      double half1,
      boolean flat,
      float along) {
    int limit = flat ? width : height;
    double end = start + run;
    double from = Math.max(0, start);
    double stop = Math.min(limit, end);
    while (from < stop) {
      int cell = (int) from;
      double to = Math.min(cell + 1, stop);
      double t = (0.5 * (from + to) - start) / run;
      double centre = side + rise * t;
      double half = half0 + (half1 - half0) * t;
      deposit(cell, centre - half, centre + half, (float) (to - from), flat, along);
      from = to;
    }
  }

  private void deposit(int cell, double low, double high, float weight, boolean flat, float along) {
    int limit = flat ? height : width;
    int first = Math.max(0, (int) Math.floor(low));
    int last = Math.min(limit - 1, (int) Math.floor(high));
    for (int i = first; i <= last; i++) {
      float part = (float) (Math.min(high, i + 1) - Math.max(low, i)) * weight;
      if (part > 0) {
        int pixel = flat ? i * width + cell : cell * width + i;
        if (coverage[pixel] == 0) {
          touch(pixel);
        }
        coverage[pixel] += part;
        place[pixel] = along;
      }
    }
  }

  private void touch(int pixel) {
    if (count == touched.length) {
      touched = Arrays.copyOf(touched, 2 * count);
    }
    touched[count++] = pixel;
  }
}
