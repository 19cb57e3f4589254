package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import java.awt.Rectangle;

/**
 * The luma's variation around each pixel of an image: the deviation of the nearby square window
 * that varies least. Sums are integers, so that a window of one value has a deviation of exactly 0.
 * Immutable.
 */
final class LumaDeviation {
  private static final int CHANNELS = 3;

  /** How many values are compared at a time. */
  private static final int PIECE = 1024;

  private static final double RED = 0.29894;
  private static final double GREEN = 0.58704;
  private static final double BLUE = 0.11402;

  private final int width;
  private final int height;
  private final int half;
  private final int reach;

  /**
   * Prepares for an image, whose luma is rounded to 8 bits.
   *
   * @param window side of the windows whose sample deviation is computed, odd; beyond the border
   *     the picture is mirrored, with its last row and column repeated
   * @param minimum side of the square whose windows are compared, odd; beyond the border the
   *     deviation is 0
   */
  LumaDeviation(RgbImage image, int window, int minimum) {
    width = image.width();
    height = image.height();
    half = window / 2;
    reach = minimum / 2;
  }

  /** Returns how many rows above and below a part its deviations depend on. */
  int margin() {
    return reach + half + 1;
  }

  /**
   * Returns the smallest deviation nearby, for the pixels of a part of the image, row-major.
   *
   * @param levels the image's samples, in the part and the margin around it
   */
  float[] smallest(Rectangle area, Levels levels) {
    Rectangle inside = new Rectangle(reach, reach, width - 2 * reach, height - 2 * reach);
    Rectangle compared = area.intersection(inside);
    float[] smallest = new float[area.width * area.height];
    if (compared.isEmpty()) {
      return smallest;
    }
    Rectangle measured = new Rectangle(compared);
    measured.grow(reach, reach);
    float[] deviations = new Windows(measured, levels).deviations();
    lower(deviations, 2 * reach + 1, 1);
    lower(deviations, 2 * reach + 1, measured.width);
    for (int y = 0; y < compared.height; y++) {
      int to = (compared.y - area.y + y) * area.width + compared.x - area.x;
      System.arraycopy(deviations, y * measured.width, smallest, to, compared.width);
    }
    return smallest;
  }

  /**
   * Replaces each value by the smallest of those from it on, in steps that double. Where they pass
   * the end of a row or of the part, the value is of no use.
   */
  private static void lower(float[] values, int count, int stride) {
    // Virtual machines use vector instructions only if what is read is not written as well.
    float[] next = new float[Math.min(values.length, PIECE)];
    int done = 1;
    while (done < count) {
      GeodesicScans.requireNotInterrupted();
      int shift = Math.min(done, count - done);
      int ahead = shift * stride;
      for (int from = 0; from < values.length - ahead; from += next.length) {
        int length = Math.min(next.length, values.length - ahead - from);
        System.arraycopy(values, from + ahead, next, 0, length);
        for (int i = 0; i < length; i++) {
          values[from + i] = Math.min(values[from + i], next[i]);
        }
      }
      done += shift;
    }
  }

  private static int mirrored(int position, int size) {
    int place = Math.floorMod(position, 2 * size);
    return place < size ? place : 2 * size - 1 - place;
  }

  /** The deviations of all windows around the pixels of a part. */
  private final class Windows {
    private final Rectangle area;
    private final Rectangle source;
    private final byte[] luma;
    private final int[] sums;
    private final int[] squares;

    /** The source of each column of sums, starting half a window left of the area. */
    private final int[] columns;

    Windows(Rectangle area, Levels levels) {
      this.area = area;
      Rectangle wide = new Rectangle(area);
      wide.grow(half + 1, half + 1);
      source = wide.intersection(new Rectangle(width, height));
      luma = luma(levels);
      sums = new int[source.width];
      squares = new int[source.width];
      columns = new int[area.width + 2 * half + 1];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = mirrored(area.x + i - half, width) - source.x;
      }
    }

    private byte[] luma(Levels levels) {
      byte[] result = new byte[source.width * source.height];
      byte[] samples = levels.samples();
      for (int y = 0, at = 0; y < source.height; y++) {
        int from = levels.indexOf(source.x, source.y + y);
        for (int end = at + source.width; at < end; at++, from += CHANNELS) {
          double weighed = RED * (samples[from] & 0xff) + GREEN * (samples[from + 1] & 0xff);
          result[at] = (byte) Math.rint(weighed + BLUE * (samples[from + 2] & 0xff));
        }
      }
      return result;
    }

    float[] deviations() {
      float[] deviations = new float[area.width * area.height];
      for (int y = -half; y <= half; y++) {
        addRow(area.y + y, 1);
      }
      for (int y = 0; y < area.height; y++) {
        row(deviations, y * area.width);
        addRow(area.y + y - half, -1);
        addRow(area.y + y + half + 1, 1);
      }
      return deviations;
    }

    private void addRow(int y, int sign) {
      int at = (mirrored(y, height) - source.y) * source.width;
      for (int x = 0; x < sums.length; x++) {
        int value = luma[at + x] & 0xff;
        sums[x] += sign * value;
        squares[x] += sign * value * value;
      }
    }

    /** Computes a row from the sums of each column over the rows of the window. */
    private void row(float[] deviations, int at) {
      long count = (2L * half + 1) * (2L * half + 1);
      double scale = 1.0 / (count * (count - 1));
      long sum = 0;
      long square = 0;
      for (int i = 0; i <= 2 * half; i++) {
        sum += sums[columns[i]];
        square += squares[columns[i]];
      }
      for (int x = 0; x < area.width; x++) {
        deviations[at + x] = (float) Math.sqrt((count * square - sum * sum) * scale);
        int gone = columns[x];
        int next = columns[x + 2 * half + 1];
        sum += sums[next] - sums[gone];
        square += squares[next] - squares[gone];
      }
    }
  }
}
