package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.pixel.Raster;
import java.awt.Rectangle;
import java.util.Arrays;

/**
 * Computes the distances from the unknown pixels of a part of a picture to both kinds of known
 * pixels, along the picture's surface, by four raster scans. Only distances below a limit are
 * right, which saves time: a pixel without one passes none to its neighbours. Since each step is at
 * least 1, a pixel depends only on those less than the limit away.
 *
 * <p>The arrays have a frame of one pixel, so that each pixel has eight neighbours. Used once, by
 * one thread.
 */
final class GeodesicScans {
  private static final double MAX_8 = 255;
  private static final int COLOURS = 3;

  /** Red, green and blue of 0 to 255, and the weight of the square of their difference. */
  private static final int CHANNELS = 4;

  private static final int WEIGHT = 3;

  /** The shortest step across a corner. */
  private static final float DIAGONAL = (float) Math.sqrt(2);

  /** Keeps the weight finite where the luma is constant. */
  private static final double LEAST_DEVIATION = 0.01;

  private final int width;
  private final RgbImage image;
  private final Rectangle area;
  private final Levels levels;
  private final int rows;
  private final int stride;
  private final float limit;
  private final boolean[] unknown;
  private final float[] toForeground;
  private final float[] toBackground;
  private final float[] pixels;

  /**
   * Reads the known pixels of a part.
   *
   * @param area the part, inside the picture
   * @param limit above 0
   * @param levels the image's samples, in the area and the margin of the deviations around it
   */
  GeodesicScans(ReviewedTrimap trimap, Rectangle area, float limit, Levels levels) {
    this.area = area;
    this.limit = limit;
    this.levels = levels;
    image = trimap.image();
    width = area.width;
    rows = area.height;
    stride = width + 2;
    pixels = new Raster(stride, rows + 2, CHANNELS).values();
    unknown = new boolean[pixels.length / CHANNELS];
    toForeground = new float[unknown.length];
    toBackground = new float[unknown.length];
    Arrays.fill(toForeground, limit);
    Arrays.fill(toBackground, limit);
    for (int y = 0; y < rows; y++) {
      int at = (area.y + y) * trimap.width() + area.x;
      for (int x = 0, place = place(y); x < width; x++, at++, place++) {
        unknown[place] = trimap.isUnknown(at);
        toForeground[place] = trimap.isForeground(at) ? 0 : limit;
        toBackground[place] = trimap.isBackground(at) ? 0 : limit;
      }
    }
  }

  /** Finds the distances. */
  void run(LumaDeviation deviation) {
    readColours();
    weigh(deviation.smallest(area, levels));
    int last = place(rows - 1) + width - 1;
    scan(place(0), 1, width, stride, rows);
    scan(last, -1, width, -stride, rows);
    scan(place(0) + width - 1, stride, rows, -1, width);
    scan(place(rows - 1), -stride, rows, 1, width);
  }

  /**
   * Labels the unknown pixels of a part of the area that are nearer than the limit to known ones;
   * background wins if both are near.
   *
   * @param values of the whole trimap
   */
  void label(byte[] values, Rectangle part) {
    for (int y = part.y; y < part.y + part.height; y++) {
      int at = y * image.width() + part.x;
      int place = place(y - area.y) + part.x - area.x;
      for (int x = 0; x < part.width; x++, at++, place++) {
        if (unknown[place] && toBackground[place] < limit) {
          values[at] = Trimap.BACKGROUND;
        } else if (unknown[place] && toForeground[place] < limit) {
          values[at] = (byte) Trimap.FOREGROUND;
        }
      }
    }
  }

  /** Returns the index of a row's start in arrays with a frame. */
  private int place(int row) {
    return (row + 1) * stride + 1;
  }

  private void readColours() {
    requireNotInterrupted();
    if (image.bitDepth() > Byte.SIZE) {
      readFineColours();
      return;
    }
    byte[] samples = levels.samples();
    for (int y = 0; y < rows; y++) {
      int from = levels.indexOf(area.x, area.y + y);
      int to = CHANNELS * place(y);
      for (int x = 0; x < width; x++, from += COLOURS, to += CHANNELS) {
        pixels[to] = samples[from] & 0xff;
        pixels[to + 1] = samples[from + 1] & 0xff;
        pixels[to + 2] = samples[from + 2] & 0xff;
      }
    }
  }

  private void readFineColours() {
    float[] row = new float[COLOURS * width];
    for (int y = 0; y < rows; y++) {
      image.readRegion(area.x, area.y + y, width, 1, row);
      for (int i = 0, to = CHANNELS * place(y); i < row.length; i += COLOURS, to += CHANNELS) {
        for (int channel = 0; channel < COLOURS; channel++) {
          pixels[to + channel] = (float) (row[i + channel] * MAX_8);
        }
      }
    }
  }

  private void weigh(float[] deviations) {
    for (int y = 0, at = 0; y < rows; y++) {
      for (int x = 0, place = place(y); x < width; x++, at++, place++) {
        if (unknown[place]) {
          double steepness = 1 / (deviations[at] + LEAST_DEVIATION);
          pixels[CHANNELS * place + WEIGHT] = (float) (steepness * steepness);
        }
      }
    }
  }

  static void requireNotInterrupted() {
    Calls.requireNotInterrupted("the label expansion");
  }

  /**
   * Scans line by line, each from its first pixel on; steps lead to the next line and the next
   * pixel.
   */
  private void scan(int first, int nextLine, int lines, int next, int length) {
    requireNotInterrupted();
    for (int line = 0, start = first; line < lines; line++, start += nextLine) {
      for (int i = 0, at = start; i < length; i++, at += next) {
        if (unknown[at]) {
          approach(at, at - next, 1, 1);
          approach(at, at - nextLine, 1, 1);
          approach(at, at - nextLine - next, 2, DIAGONAL);
          approach(at, at - nextLine + next, 2, DIAGONAL);
        }
      }
    }
  }

  /** Uses the path through a neighbour if it is shorter; most are not even on flat ground. */
  private void approach(int at, int neighbour, float squaredWay, float way) {
    float foreground = toForeground[neighbour];
    float background = toBackground[neighbour];
    if (foreground + way >= toForeground[at] && background + way >= toBackground[at]) {
      return;
    }
    float step = (float) Math.sqrt(squaredWay + squaredRise(CHANNELS * at, CHANNELS * neighbour));
    if (foreground + step < toForeground[at]) {
      toForeground[at] = foreground + step;
    }
    if (background + step < toBackground[at]) {
      toBackground[at] = background + step;
    }
  }

  private float squaredRise(int from, int to) {
    float red = pixels[from] - pixels[to];
    float green = pixels[from + 1] - pixels[to + 1];
    float blue = pixels[from + 2] - pixels[to + 2];
    return pixels[from + WEIGHT] * (red * red + green * green + blue * blue);
  }
}
