package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/**
 * The union of discs of several sizes, exact and in linear time however large they are.
 *
 * <p>A pixel is in one of the discs if the smallest power distance to their centres, the squared
 * distance minus the squared radius, is at most 0 (Aurenhammer, "Power Diagrams: Properties,
 * Algorithms and Applications", SIAM Journal on Computing 1987). As with {@link DistanceTransform},
 * lower envelopes of parabolas find it: along the columns first, then along each row.
 */
public final class DiscUnion {
  private static final int NONE = -1;

  private final byte[] kinds;
  private final int width;
  private final int height;
  private final long[] limits;

  private DiscUnion(byte[] kinds, int width, int height, double[] radii) {
    this.kinds = kinds;
    this.width = width;
    this.height = height;
    limits = Arrays.stream(radii).mapToLong(DistanceTransform::largestSquare).toArray();
  }

  /**
   * Sets all pixels of the discs in a mask; other pixels stay.
   *
   * @param kinds width * height pixels, row-major: 0 for no disc, or which of the radii the disc
   *     around the pixel has, counted from 1
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param radii in pixels, from 0, inclusive
   * @param mask receives true where the distance to a disc's centre is at most its radius
   */
  public static void fill(byte[] kinds, int width, int height, double[] radii, boolean[] mask) {
    DiscUnion discs = new DiscUnion(kinds, width, height, radii);
    discs.fillRows(discs.alongColumns(), mask);
  }

  /** Returns for each pixel the row of the disc of its column that covers it most, or NONE. */
  private int[] alongColumns() {
    int[] ends = new int[width];
    int[] centres = centres(ends);
    int[] covering = new int[kinds.length];
    Arrays.fill(covering, NONE);
    RowEnvelope envelope = new RowEnvelope(height);
    for (int x = 0, from = 0; x < width; x++) {
      int column = x;
      envelope.clear();
      for (; from < ends[x]; from++) {
        envelope.add(centres[from], -limitAt(centres[from], x));
      }
      envelope.below(
          (centre, first, end) -> {
            for (int y = first; y < end; y++) {
              covering[y * width + column] = centre;
            }
          });
    }
    return covering;
  }

  /**
   * Returns the rows of all centres, column by column.
   *
   * @param ends receives where each column ends among them
   */
  private int[] centres(int[] ends) {
    int[] counts = new int[width + 1];
    for (int at = 0; at < kinds.length; at += width) {
      for (int x = 0; x < width; x++) {
        counts[x + 1] += kinds[at + x] == 0 ? 0 : 1;
      }
    }
    for (int x = 0; x < width; x++) {
      counts[x + 1] += counts[x];
      ends[x] = counts[x];
    }
    int[] centres = new int[counts[width]];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        if (kinds[at] != 0) {
          centres[ends[x]++] = y;
        }
      }
    }
    return centres;
  }

  private void fillRows(int[] covering, boolean[] mask) {
    RowEnvelope envelope = new RowEnvelope(width);
    for (int y = 0, at = 0; y < height; y++, at += width) {
      envelope.clear();
      for (int x = 0; x < width; x++) {
        int centre = covering[at + x];
        if (centre != NONE) {
          long down = y - centre;
          envelope.add(x, down * down - limitAt(centre, x));
        }
      }
      int row = at;
      envelope.below((column, first, end) -> Arrays.fill(mask, row + first, row + end, true));
    }
  }

  private long limitAt(int y, int x) {
    return limits[kinds[y * width + x] - 1];
  }
}
