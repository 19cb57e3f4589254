package dev.deepmatting.trimap;

import dev.deepmatting.internal.pixel.DistanceTransform;

/** The cores of narrow parts of an object. */
final class Cores {
  /** Pixels deeper than this share of a part's half width are its core. */
  private static final double CORE = 0.5;

  /** Cores of parts narrower than this many bands on each side are not certain. */
  private static final double THINNEST = 0.5;

  private Cores() {}

  /**
   * Keeps the core of a part that is hardly wider than the band, such as a head: without it nothing
   * would show which object the part belongs to. Parts narrower than the band stay unknown, because
   * a mask is not exact enough for them.
   *
   * @param kept receives the cores
   * @param reach the band's width in pixels
   * @param deepest at least the depth of all foreground that is not kept, in pixels
   */
  static void keep(
      boolean[] kept, boolean[] foreground, int width, int height, double reach, double deepest) {
    // What is twice as deep decides against all others, however deep it is.
    float[] depths =
        DistanceTransform.distances(ObjectMask.inverse(foreground), width, height, deepest / CORE);
    float[] thickness = Maxima.within(depths, width, height, (int) Math.ceil(2 * reach));
    for (int i = 0; i < kept.length; i++) {
      kept[i] |= depths[i] > CORE * thickness[i] && depths[i] > THINNEST * reach;
    }
  }

  /**
   * Finds the largest value in a square around each pixel, in linear time: Herk, "A fast algorithm
   * for local minimum and maximum filters on rectangular and octagonal kernels", Pattern
   * Recognition Letters 1992; Gil and Werman, "Computing 2-D min, median, and max filters", 1993.
   */
  static final class Maxima {
    /** Columns that are read together, because memory comes in lines along the rows. */
    private static final int TOGETHER = 16;

    private final int reach;
    private final float[] rising;
    private final float[] falling;

    private Maxima(int longest, int reach) {
      // A square beyond both ends holds the whole line, whatever its size.
      this.reach = Math.min(reach, longest);
      rising = new float[longest];
      falling = new float[longest];
    }

    /**
     * Filters.
     *
     * @param values width * height values, row-major; not changed
     * @param reach the square's reach from its centre, in pixels
     * @return the maxima; pixels beyond the border do not count
     */
    static float[] within(float[] values, int width, int height, int reach) {
      float[] result = values.clone();
      Maxima maxima = new Maxima(Math.max(width, height), reach);
      float[] line = new float[width];
      for (int at = 0; at < result.length; at += width) {
        System.arraycopy(result, at, line, 0, width);
        maxima.filter(line);
        System.arraycopy(line, 0, result, at, width);
      }
      float[][] columns = new float[TOGETHER][height];
      for (int x = 0; x < width; x += TOGETHER) {
        maxima.filterColumns(result, x, Math.min(TOGETHER, width - x), width, columns);
      }
      return result;
    }

    private void filterColumns(float[] values, int x, int count, int width, float[][] columns) {
      for (int y = 0, at = x; at < values.length; y++, at += width) {
        for (int i = 0; i < count; i++) {
          columns[i][y] = values[at + i];
        }
      }
      for (int i = 0; i < count; i++) {
        filter(columns[i]);
      }
      for (int y = 0, at = x; at < values.length; y++, at += width) {
        for (int i = 0; i < count; i++) {
          values[at + i] = columns[i][y];
        }
      }
    }

    /**
     * Filters in blocks as long as the square: a window is the end of one block and the start of
     * the next.
     */
    private void filter(float[] line) {
      int count = line.length;
      int block = 2 * reach + 1;
      for (int from = 0; from < count; from += block) {
        accumulate(line, from, Math.min(count, from + block));
      }
      // If the line's end shortens a window inside the last block, that block's start is outside.
      int shortened = Math.min(count, (count - 1) / block * block + reach);
      for (int i = 0; i < Math.min(count, reach); i++) {
        line[i] = rising[Math.min(count - 1, i + reach)];
      }
      for (int i = reach; i < shortened; i++) {
        line[i] = Math.max(falling[i - reach], rising[Math.min(count - 1, i + reach)]);
      }
      for (int i = Math.max(reach, shortened); i < count; i++) {
        line[i] = falling[i - reach];
      }
    }

    private void accumulate(float[] line, int from, int end) {
      float most = Float.NEGATIVE_INFINITY;
      for (int i = from; i < end; i++) {
        most = line[i] > most ? line[i] : most;
        rising[i] = most;
      }
      most = Float.NEGATIVE_INFINITY;
      for (int i = end - 1; i >= from; i--) {
        most = line[i] > most ? line[i] : most;
        falling[i] = most;
      }
    }
  }
}
