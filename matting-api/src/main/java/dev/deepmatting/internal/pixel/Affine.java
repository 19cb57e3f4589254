package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;

/**
 * A map of the plane: x' = xx x + xy y + x0, y' = yx x + yy y + y0. Immutable.
 *
 * <p>Coordinates are continuous and y points down: pixel (i, j) covers [i, i + 1) x [j, j + 1), so
 * that its centre is (i + 0.5, j + 0.5).
 *
 * @param xx how x' grows with x
 * @param xy how x' grows with y
 * @param x0 x' of the origin
 * @param yx how y' grows with x
 * @param yy how y' grows with y
 * @param y0 y' of the origin
 */
public record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
  /** The identity. */
  public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

  private static final int QUARTER_TURN = 90;

  /** Cosines of 0, 1, 2 and 3 quarter turns. */
  private static final double[] QUARTER_COSINES = {1, 0, -1, 0};

  /**
   * Checks the numbers.
   *
   * @param xx how x' grows with x
   * @param xy how x' grows with y
   * @param x0 x' of the origin
   * @param yx how y' grows with x
   * @param yy how y' grows with y
   * @param y0 y' of the origin
   * @throws InvalidInputException if one is infinite or NaN
   */
  public Affine {
    requireFinite("xx", xx);
    requireFinite("xy", xy);
    requireFinite("x0", x0);
    requireFinite("yx", yx);
    requireFinite("yy", yy);
    requireFinite("y0", y0);
  }

  /**
   * Returns a shift.
   *
   * @param dx shift to the right, in pixels
   * @param dy shift downwards, in pixels
   * @return x' = x + dx, y' = y + dy
   */
  public static Affine translation(double dx, double dy) {
    return new Affine(1, 0, dx, 0, 1, dy);
  }

  /**
   * Returns a scaling about the origin.
   *
   * @param sx factor of x
   * @param sy factor of y
   * @return x' = sx x, y' = sy y
   */
  public static Affine scaling(double sx, double sy) {
    return new Affine(sx, 0, 0, 0, sy, 0);
  }

  /**
   * Returns a rotation about the origin, from the x axis towards the y axis: clockwise as seen,
   * since y points down. Exact for multiples of 90 degrees.
   *
   * @param degrees the angle
   * @return x' = cos x - sin y, y' = sin x + cos y
   */
  public static Affine rotation(double degrees) {
    double cos;
    double sin;
    if (degrees % QUARTER_TURN == 0) {
      int turns = Math.floorMod((long) (degrees / QUARTER_TURN), QUARTER_COSINES.length);
      cos = QUARTER_COSINES[turns];
      sin = QUARTER_COSINES[(turns + 3) % QUARTER_COSINES.length];
    } else {
      // Gives the same result on every machine, unlike Math.
      cos = StrictMath.cos(Math.toRadians(degrees));
      sin = StrictMath.sin(Math.toRadians(degrees));
    }
    return new Affine(cos, -sin, 0, sin, cos, 0);
  }

  /**
   * Returns a shear about the origin.
   *
   * @param degreesX how far the y axis tilts, less than 90 either way
   * @param degreesY how far the x axis tilts, less than 90 either way
   * @return x' = x + tan(degreesX) y, y' = tan(degreesY) x + y
   */
  public static Affine shear(double degreesX, double degreesY) {
    return new Affine(1, tan(degreesX), 0, tan(degreesY), 1, 0);
  }

  /**
   * Returns a horizontal flip.
   *
   * @param width the width of what is flipped, in pixels
   * @return x' = width - x, y' = y
   */
  public static Affine mirrorX(double width) {
    return new Affine(-1, 0, width, 0, 1, 0);
  }

  /**
   * Returns this map followed by another.
   *
   * @param next the second map
   * @return first this map, then {@code next}
   */
  public Affine then(Affine next) {
    return new Affine(
        next.xx * xx + next.xy * yx,
        next.xx * xy + next.xy * yy,
        next.xx * x0 + next.xy * y0 + next.x0,
        next.yx * xx + next.yy * yx,
        next.yx * xy + next.yy * yy,
        next.yx * x0 + next.yy * y0 + next.y0);
  }

  /**
   * Returns the inverse.
   *
   * @return the map that undoes this one
   * @throws IllegalArgumentException if this map flattens the plane to a line or a point
   */
  public Affine inverse() {
    double determinant = determinant();
    if (!Double.isFinite(1 / determinant)) {
      throw new IllegalArgumentException(this + " has no inverse");
    }
    return new Affine(
        yy / determinant,
        -xy / determinant,
        (xy * y0 - yy * x0) / determinant,
        -yx / determinant,
        xx / determinant,
        (yx * x0 - xx * y0) / determinant);
  }

  /** Returns the growth of areas; negative for a mirror image, 0 without an inverse. */
  double determinant() {
    return xx * yy - xy * yx;
  }

  double mappedX(double x, double y) {
    return xx * x + xy * y + x0;
  }

  double mappedY(double x, double y) {
    return yx * x + yy * y + y0;
  }

  /** Returns the length of a pixel's image along x. */
  double footprintX() {
    return Math.sqrt(xx * xx + xy * xy);
  }

  /** Returns the length of a pixel's image along y. */
  double footprintY() {
    return Math.sqrt(yx * yx + yy * yy);
  }

  /** Returns whether the axes stay fixed, except for scaling, flips and shifts. */
  boolean keepsAxes() {
    return xy == 0 && yx == 0;
  }

  private static double tan(double degrees) {
    return StrictMath.tan(Math.toRadians(degrees));
  }

  private static void requireFinite(String name, double value) {
    Ranges.require(Double.isFinite(value), name, value, "a finite number");
  }
}
