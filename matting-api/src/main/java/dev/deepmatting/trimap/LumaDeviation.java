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
  private static final double MAX_8 = 255;
  private static final double RED = 0.29894;
  private static final double GREEN = 0.58704;
  private static final double BLUE = 0.11402;

  private final RgbImage image;
  private final int width;
  private final int height;
  private final int half;
  private final int reach;

  /**
   * Prepares an image, with its luma rounded to 8 bits.
   *
   * @param window side of the windows whose sample deviation is computed, odd; beyond the border
   *     the picture is mirrored, with its last row and column repeated
   * @param minimum side of the square whose windows are compared, odd; beyond the border the
   *     deviation is 0
   */
  LumaDeviation(RgbImage image, int window, int minimum) {
    this.image = image;
    width = image.width();
    height = image.height();
    half = window / 2;
    reach = minimum / 2;
  }

  /** Returns the smallest deviation nearby, for the pixels of a part of the image, row-major. */
  float[] smallest(Rectangle area) {
    Rectangle inside = new Rectangle(reach, reach, width - 2 * reach, height - 2 * reach);
    Rectangle compared = area.intersection(inside);
    float[] smallest = new float[area.width * area.height];
    if (compared.isEmpty()) {
      return smallest;
    }
    Rectangle measured = new Rectangle(compared);
    measured.grow(reach, reach);
    float[] inRows = smallestInRows(new Windows(measured).deviations(), measured, compared);
    for (int y = compared.y; y < compared.y + compared.height; y++) {
      GeodesicScans.requireNotInterrupted();
      int to = (y - area.y) * area.width + compared.x - area.x;
      for (int shift = 0; shift <= 2 * reach; shift++) {
        int from = (y - compared.y + shift) * compared.width;
        lower(smallest, to, inRows, from, compared.width, shift == 0);
      }
    }
    return smallest;
  }

  private float[] smallestInRows(float[] values, Rectangle measured, Rectangle compared) {
    float[] smallest = new float[compared.width * measured.height];
    for (int y = 0; y < measured.height; y++) {
      for (int shift = 0; shift <= 2 * reach; shift++) {
        int from = y * measured.width + shift;
        lower(smallest, y * compared.width, values, from, compared.width, shift == 0);
      }
    }
    return smallest;
  }

  private static void lower(
      float[] target, int to, float[] values, int from, int count, boolean first) {
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      float least = target[to + i];
      target[to + i] = first || value < least ? value : least;
    }
  }

  private static int mirrored(int position, int size) {
    int place = Math.floorMod(position, 2 * size);
    return place < size ? place : 2 * size - 1 - place;
  }

  private static int level(float fraction) {
    return (int) (fraction * MAX_8 + 0.5);
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

    Windows(Rectangle area) {
      this.area = area;
      Rectangle wide = new Rectangle(area);
      wide.grow(half + 1, half + 1);
      source = wide.intersection(new Rectangle(width, height));
      luma = luma();
      sums = new int[source.width];
      squares = new int[source.width];
      columns = new int[area.width + 2 * half + 1];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = mirrored(area.x + i - half, width) - source.x;
      }
    }

    private byte[] luma() {
      byte[] result = new byte[source.width * source.height];
      float[] row = new float[CHANNELS * source.width];
      for (int y = 0, at = 0; y < source.height; y++) {
        GeodesicScans.requireNotInterrupted();
        image.readRegion(source.x, source.y + y, source.width, 1, row);
        for (int i = 0; i < row.length; i += CHANNELS, at++) {
          double weighed = RED * level(row[i]) + GREEN * level(row[i + 1]);
          result[at] = (byte) Math.rint(weighed + BLUE * level(row[i + 2]));
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
