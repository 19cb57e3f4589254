package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.DistanceTransform;
import java.util.function.DoubleSupplier;

/**
 * Imitates a trimap painted by a person: known regions keep an irregular distance from the edge.
 * They are filled either with a round brush, which reaches no corners and misses what is smaller
 * than itself, or as polygons with few corners. Pixels that contradict the matte stay unknown; a
 * kind that would vanish is painted closer to the edge.
 */
final class PaintedTrimap {
  /** The largest share of a kind's thickest part that the band takes. */
  private static final double MOST_TAKEN = 0.6;

  private final EdgeDistances edge;
  private final SampleRandom random;
  private final double side;

  private PaintedTrimap(AlphaMatte alpha, SampleRandom random) {
    edge = EdgeDistances.of(alpha);
    this.random = random;
    side = Math.min(alpha.width(), alpha.height());
  }

  /**
   * Paints.
   *
   * @param alpha the true matte
   * @param narrowest the least average distance of known regions from the edge
   * @param widest the greatest average distance
   */
  static Trimap of(AlphaMatte alpha, double narrowest, double widest, SampleRandom random) {
    PaintedTrimap painted = new PaintedTrimap(alpha, random);
    double outward = random.logUniform(narrowest, widest);
    double inward = random.logUniform(narrowest, widest);
    boolean[] background = painted.known(painted.edge.outside(), painted.edge.inside(), outward);
    boolean[] foreground = painted.known(painted.edge.inside(), painted.edge.outside(), inward);
    return painted.edge.trimap(i -> foreground[i], i -> background[i]);
  }

  /** Returns the pixels of one kind that are painted as known. */
  private boolean[] known(float[] own, float[] other, double band) {
    double longest = Math.min(EdgeDistances.longest(own), side);
    double width = Math.max(1, Math.min(band, MOST_TAKEN * longest));
    float[] room = room(own, other, width);
    boolean[] rough = above(room, 0);
    boolean[] painted = random.chance(0.6) ? brushed(rough, width) : polygons(room);
    if (any(painted, own)) {
      return painted;
    }
    return any(rough, own) ? rough : above(own, MOST_TAKEN * longest);
  }

  /** Returns how far beyond the band each pixel is; below 0 within it and in the other kind. */
  private float[] room(float[] own, float[] other, double width) {
    double unevenness = random.uniform(0.1, 0.6);
    double tremble = random.uniform(0, 0.15);
    SmoothField wide = field(random.uniform(0.08, 0.4) * side, () -> width * spread(unevenness));
    SmoothField narrow = field(Math.max(8, 0.5 * width), () -> spread(tremble));
    float[] room = new float[own.length];
    float[] widths = new float[edge.width()];
    float[] shares = new float[edge.width()];
    for (int y = 0, at = 0; y < edge.height(); y++) {
      wide.readRow(y, widths);
      narrow.readRow(y, shares);
      for (int x = 0; x < edge.width(); x++, at++) {
        float away = Math.max(1, widths[x] * shares[x]);
        room[at] = Math.min(own[at] - other[at], (float) side) - away;
      }
    }
    return room;
  }

  private double spread(double deviation) {
    return Math.exp(deviation * Math.max(-2, Math.min(2, random.gaussian())));
  }

  private SmoothField field(double cell, DoubleSupplier value) {
    return new SmoothField(edge.width(), edge.height(), cell, value);
  }

  private static boolean[] above(float[] values, double threshold) {
    boolean[] above = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      above[i] = values[i] > threshold;
    }
    return above;
  }

  /**
   * Returns the morphological opening: all pixels that a round brush reaches without leaving the
   * region.
   */
  private boolean[] brushed(boolean[] region, double width) {
    double brush = random.logUniform(2, Math.max(4, 0.8 * width));
    boolean[] centres = inverse(within(inverse(region), brush));
    return within(centres, brush);
  }

  private boolean[] within(boolean[] mask, double distance) {
    return DistanceTransform.within(mask, edge.width(), edge.height(), distance);
  }

  private static boolean[] inverse(boolean[] mask) {
    boolean[] inverse = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      inverse[i] = !mask[i];
    }
    return inverse;
  }

  /**
   * Returns polygons whose corners are known points of a triangular lattice, with straight edges.
   */
  private boolean[] polygons(float[] room) {
    int width = edge.width();
    double pitch = random.uniform(0.03, 0.12) * side;
    boolean[] inside = new boolean[room.length];
    for (int y = 0, at = 0; y < edge.height(); y++) {
      int row = (int) (y / pitch);
      float down = (float) (y / pitch - row);
      for (int x = 0; x < width; x++, at++) {
        int column = (int) (x / pitch);
        float right = (float) (x / pitch - column);
        inside[at] = triangle(room, pitch, column, row, right, down) > 0;
      }
    }
    return inside;
  }

  private float triangle(float[] room, double pitch, int column, int row, float right, float down) {
    float upperRight = node(room, pitch, column + 1, row);
    float lowerLeft = node(room, pitch, column, row + 1);
    if (right + down < 1) {
      float corner = node(room, pitch, column, row);
      return corner + right * (upperRight - corner) + down * (lowerLeft - corner);
    }
    float corner = node(room, pitch, column + 1, row + 1);
    return corner + (1 - right) * (lowerLeft - corner) + (1 - down) * (upperRight - corner);
  }

  private float node(float[] room, double pitch, int column, int row) {
    int x = Math.min(edge.width() - 1, (int) (column * pitch));
    int y = Math.min(edge.height() - 1, (int) (row * pitch));
    return room[y * edge.width() + x];
  }

  /** Returns whether any painted pixel agrees with alpha. */
  private static boolean any(boolean[] painted, float[] own) {
    for (int i = 0; i < painted.length; i++) {
      if (painted[i] && own[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Values that change smoothly over a picture, interpolated between random ones on a lattice. */
  static final class SmoothField {
    private final double cell;
    private final int columns;
    private final float[] nodes;

    /** For each column of pixels, the node on its left, and the distance from it. */
    private final int[] cells;

    private final float[] shares;

    /**
     * Creates a field.
     *
     * @param width pixels per row
     * @param height rows
     * @param cell pixels from one node to the next
     * @param value draws the value of a node
     */
    SmoothField(int width, int height, double cell, DoubleSupplier value) {
      this.cell = cell;
      columns = (int) (width / cell) + 2;
      nodes = new float[columns * ((int) (height / cell) + 2)];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = (float) value.getAsDouble();
      }
      cells = new int[width];
      shares = new float[width];
      for (int x = 0; x < width; x++) {
        cells[x] = (int) (x / cell);
        shares[x] = smooth((float) (x / cell - cells[x]));
      }
    }

    /** Reads the values of a row's pixels, up to the target's length. */
    void readRow(int y, float[] target) {
      int row = (int) (y / cell);
      float down = smooth((float) (y / cell - row));
      float[] between = new float[columns];
      for (int column = 0; column < columns; column++) {
        float upper = nodes[row * columns + column];
        between[column] = upper + (nodes[(row + 1) * columns + column] - upper) * down;
      }
      for (int x = 0; x < target.length; x++) {
        int column = cells[x];
        target[x] = between[column] + (between[column + 1] - between[column]) * shares[x];
      }
    }

    private static float smooth(float t) {
      return t * t * (3 - 2 * t);
    }
  }
}
