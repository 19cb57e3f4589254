package dev.deepmatting.trimap;

import dev.deepmatting.error.PredictionInterruptedException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.pixel.Raster;
import java.util.Arrays;

/**
 * Distances from each unknown pixel to both kinds of known pixels, along the picture's surface, by
 * four raster scans. Only distances below a limit are right, which is what saves time: a pixel that
 * has none brings its neighbours none.
 *
 * <p>All arrays have a frame of one pixel, so that each pixel has eight neighbours.
 */
final class GeodesicScans {
  private static final double MAX_8 = 255;
  private static final double RED = 0.29894;
  private static final double GREEN = 0.58704;
  private static final double BLUE = 0.11402;

  /** Red, green and blue of 0 to 255, and what the square of their difference counts. */
  private static final int CHANNELS = 4;

  private static final int WEIGHT = 3;

  /** Keeps the weight finite where the luma is constant. */
  private static final double LEAST_DEVIATION = 0.01;

  private final int width;
  private final int height;
  private final int stride;
  private final float limit;
  private final boolean[] unknown;
  private final float[] toForeground;
  private final float[] toBackground;
  private final float[] pixels;

  private GeodesicScans(ReviewedTrimap trimap, float limit) {
    width = trimap.width();
    height = trimap.height();
    stride = width + 2;
    this.limit = limit;
    pixels = new Raster(stride, height + 2, CHANNELS).values();
    unknown = new boolean[pixels.length / CHANNELS];
    toForeground = new float[unknown.length];
    toBackground = new float[unknown.length];
    Arrays.fill(toForeground, Float.POSITIVE_INFINITY);
    Arrays.fill(toBackground, Float.POSITIVE_INFINITY);
    for (int at = 0; at < trimap.values().length; at++) {
      int place = place(at);
      unknown[place] = trimap.isUnknown(at);
      toForeground[place] = trimap.isForeground(at) ? 0 : Float.POSITIVE_INFINITY;
      toBackground[place] = trimap.isBackground(at) ? 0 : Float.POSITIVE_INFINITY;
    }
  }

  /**
   * Gives each unknown pixel that is nearer than a limit to known ones their label; to background
   * ones, where it is near both.
   *
   * @param limit above 0
   * @param window the side of windows of {@link LumaDeviation}
   * @param minimum the side of the square in which they are compared
   * @return the values of the trimap, a new array
   */
  static byte[] settled(ReviewedTrimap trimap, float limit, int window, int minimum) {
    GeodesicScans scans = new GeodesicScans(trimap, limit);
    byte[] luma = scans.readColours(trimap.image());
    scans.weigh(LumaDeviation.smallest(luma, trimap.width(), window, minimum));
    scans.run();
    return scans.labelled(trimap.values());
  }

  /** Where a pixel is in arrays with a frame. */
  private int place(int at) {
    return at + 2 * (at / width) + stride + 1;
  }

  /** Returns the luma, rounded to 8 bits. */
  private byte[] readColours(RgbImage image) {
    byte[] luma = new byte[width * height];
    float[] row = new float[WEIGHT * width];
    boolean whole = image.bitDepth() == Byte.SIZE;
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.readRow(y, row);
      for (int x = 0; x < width; x++, at++) {
        int to = CHANNELS * place(at);
        for (int channel = 0; channel < WEIGHT; channel++) {
          float colour = (float) (row[WEIGHT * x + channel] * MAX_8);
          // The fractions of 8 bits are rounded, and a difference of none has to be none.
          pixels[to + channel] = whole ? Math.round(colour) : colour;
        }
        luma[at] = luma(to);
      }
    }
    return luma;
  }

  private byte luma(int at) {
    int red = Math.round(pixels[at]);
    int green = Math.round(pixels[at + 1]);
    int blue = Math.round(pixels[at + 2]);
    return (byte) Math.rint(RED * red + GREEN * green + BLUE * blue);
  }

  private void weigh(float[] deviations) {
    for (int at = 0; at < deviations.length; at++) {
      double steepness = 1 / (deviations[at] + LEAST_DEVIATION);
      pixels[CHANNELS * place(at) + WEIGHT] = (float) (steepness * steepness);
    }
  }

  private void run() {
    int first = stride + 1;
    int topRight = stride + width;
    int bottomLeft = height * stride + 1;
    int last = height * stride + width;
    scan(first, 1, width, stride, height);
    scan(last, -1, width, -stride, height);
    scan(topRight, stride, height, -1, width);
    scan(bottomLeft, -stride, height, 1, width);
  }

  /** Line after line, each from its first pixel on; one step leads to the next line or pixel. */
  private void scan(int first, int nextLine, int lines, int next, int length) {
    if (Thread.currentThread().isInterrupted()) {
      throw new PredictionInterruptedException("the label expansion was interrupted");
    }
    for (int line = 0, start = first; line < lines; line++, start += nextLine) {
      for (int i = 0, at = start; i < length; i++, at += next) {
        if (unknown[at]) {
          approach(at, at - next, 1);
          approach(at, at - nextLine, 1);
          approach(at, at - nextLine - next, 2);
          approach(at, at - nextLine + next, 2);
        }
      }
    }
  }

  /** Takes the way by a neighbour where it is shorter. */
  private void approach(int at, int neighbour, float squaredWay) {
    float foreground = toForeground[neighbour];
    float background = toBackground[neighbour];
    if (foreground >= limit && background >= limit) {
      return;
    }
    float step = (float) Math.sqrt(squaredWay + squaredRise(at, neighbour));
    if (foreground + step < toForeground[at]) {
      toForeground[at] = foreground + step;
    }
    if (background + step < toBackground[at]) {
      toBackground[at] = background + step;
    }
  }

  private float squaredRise(int at, int neighbour) {
    int from = CHANNELS * at;
    int to = CHANNELS * neighbour;
    float red = pixels[from] - pixels[to];
    float green = pixels[from + 1] - pixels[to + 1];
    float blue = pixels[from + 2] - pixels[to + 2];
    return pixels[from + WEIGHT] * (red * red + green * green + blue * blue);
  }

  private byte[] labelled(byte[] values) {
    byte[] labels = values.clone();
    for (int at = 0; at < labels.length; at++) {
      int place = place(at);
      if (unknown[place] && toBackground[place] < limit) {
        labels[at] = Trimap.BACKGROUND;
      } else if (unknown[place] && toForeground[place] < limit) {
        labels[at] = (byte) Trimap.FOREGROUND;
      }
    }
    return labels;
  }
}
