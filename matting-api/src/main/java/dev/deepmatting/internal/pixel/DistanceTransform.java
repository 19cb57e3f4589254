package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Arrays;

/**
 * Exact Euclidean distances between pixel centres, in linear time.
 *
 * <p>Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", Theory of Computing
 * 2012: distances within columns first, then along each row the lower envelope of the parabolas
 * above them. The envelope is computed in integers, as in Meijster, Roerdink and Hesselink, "A
 * General Algorithm for Computing Distance Transforms in Linear Time", 2000, so that no rounding
 * occurs. The methods are safe to call from several threads.
 */
public final class DistanceTransform {
  /** Longer than any distance in an array, shorter than the mark for none. */
  private static final int LONGEST = Integer.MAX_VALUE - 1;

  private static final int NONE = Integer.MAX_VALUE;

  private DistanceTransform() {}

  /**
   * Returns the squared distance from each pixel to the nearest true pixel.
   *
   * @param mask width * height pixels, row-major; not changed
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @return width * height whole numbers, row-major: 0 for a true pixel, 1 for its neighbour, 2 for
   *     its neighbour across a corner; infinity everywhere if no pixel is true
   * @throws InvalidInputException if the mask is of another size
   */
  public static double[] squared(boolean[] mask, int width, int height) {
    double[] distances = new double[mask.length];
    forEachRow(
        mask,
        width,
        height,
        Double.POSITIVE_INFINITY,
        (row, at, limit) -> {
          for (int x = 0; x < width; x++) {
            distances[at + x] = row[x] == RowEnvelope.NONE ? Double.POSITIVE_INFINITY : row[x];
          }
        });
    return distances;
  }

  /**
   * Returns the distance from each pixel to the nearest true pixel, in single precision.
   *
   * @param mask width * height pixels, row-major; not changed
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param farthest in pixels, from 0; a smaller one saves time
   * @return width * height values, row-major; infinity for what is further away
   * @throws InvalidInputException if the mask is of another size or the distance is negative or NaN
   */
  public static float[] distances(boolean[] mask, int width, int height, double farthest) {
    float[] distances = new float[mask.length];
    forEachRow(
        mask,
        width,
        height,
        farthest,
        (row, at, limit) -> {
          for (int x = 0; x < width; x++) {
            long square = row[x];
            if (square > 0) {
              distances[at + x] =
                  square <= limit ? (float) Math.sqrt(square) : Float.POSITIVE_INFINITY;
            }
          }
        });
    return distances;
  }

  /**
   * Returns which pixels have a true pixel within a distance.
   *
   * @param mask width * height pixels, row-major; not changed
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param distance in pixels, from 0, inclusive
   * @return a new mask: true where the distance to the nearest true pixel, a double, is at most the
   *     given one; contains the mask
   * @throws InvalidInputException if the mask is of another size or the distance is negative or NaN
   */
  public static boolean[] within(boolean[] mask, int width, int height, double distance) {
    boolean[] near = new boolean[mask.length];
    forEachRow(
        mask,
        width,
        height,
        distance,
        (row, at, limit) -> {
          for (int x = 0; x < width; x++) {
            near[at + x] = row[x] <= limit;
          }
        });
    return near;
  }

  private static void forEachRow(
      boolean[] mask, int width, int height, double distance, SquaredRow squared) {
    Masks.requireSize(mask, width, height);
    Ranges.require(distance >= 0, "distance", distance, "0 or more");
    long limit = largestSquare(distance);
    int root = (int) Math.sqrt(limit);
    RowEnvelope envelope = new RowEnvelope(width);
    int[] inColumns = inColumns(mask, width, height);
    long[] row = new long[width];
    for (int at = 0; at < mask.length; at += width) {
      envelope.squared(inColumns, at, root, row);
      squared.row(row, at, limit);
    }
  }

  /** Receives the squared distances of a row; those above the limit can be too large. */
  @FunctionalInterface
  private interface SquaredRow {
    void row(long[] row, int at, long limit);
  }

  /**
   * Returns the largest whole number whose root, a double, is at most this: the square may round
   * down. Counts as no more than what is longer than any distance in an array.
   */
  static long largestSquare(double distance) {
    double root = Math.min(distance, LONGEST);
    long square = (long) (root * root) + 1;
    while (Math.sqrt(square) > root) {
      square--;
    }
    return square;
  }

  /** Returns the distance from each pixel to the nearest true pixel of its column, or NONE. */
  private static int[] inColumns(boolean[] mask, int width, int height) {
    int[] distances = new int[mask.length];
    int[] nearest = new int[width];
    Arrays.fill(nearest, NONE);
    for (int at = 0; at < mask.length; at += width) {
      for (int x = 0; x < width; x++) {
        nearest[x] = mask[at + x] ? 0 : oneMore(nearest[x]);
        distances[at + x] = nearest[x];
      }
    }
    for (int at = (height - 1) * width; at >= 0; at -= width) {
      for (int x = 0; x < width; x++) {
        nearest[x] = Math.min(distances[at + x], oneMore(nearest[x]));
        distances[at + x] = nearest[x];
      }
    }
    return distances;
  }

  private static int oneMore(int distance) {
    return distance == NONE ? distance : distance + 1;
  }
}
