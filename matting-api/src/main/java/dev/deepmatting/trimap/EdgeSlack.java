package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.pixel.Gaussian;

/**
 * How far from a mask's edge the picture's own edge can be, outwards and inwards. Immutable.
 *
 * <p>Along the normal of each edge pixel the colours are cut in two at every place within reach;
 * how much of their variance the two means explain tells how well the cut fits (Otsu, "A threshold
 * selection method from gray-level histograms", 1979, here along a line and in three channels). The
 * fits are summed over neighbouring cells of the picture, so that texture evens out. All places
 * that fit almost as well as the best can be the edge: few at a clear one, many where the two sides
 * look alike or one passes slowly into the other.
 */
final class EdgeSlack {
  /** The longest distance between the two edges, in pixels. */
  static final int REACH = 10;

  /** Places that fit as well as this share of the best can be the edge. */
  private static final double ALMOST = 0.85;

  private static final int PLACES = 2 * REACH + 1;

  /** Samples beyond the outermost places, so that these have two sides as well. */
  private static final int MARGIN = 4;

  private static final int SAMPLES = PLACES + 1 + 2 * MARGIN;

  /** The side of a cell in pixels. */
  private static final int CELL = 12;

  private static final int CHANNELS = LabPicture.CHANNELS;

  /** Differences of explained variance below this, per line, are noise. */
  private static final double NOISE = 0.0002;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final float[] outwards;
  private final float[] inwards;

  private EdgeSlack(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + CELL - 1) / CELL;
    rows = (height + CELL - 1) / CELL;
    outwards = new float[columns * rows];
    inwards = new float[columns * rows];
  }

  /**
   * Measures a mask.
   *
   * @param image the picture, or a reduced copy
   * @param mask its mask, of the same size
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  static EdgeSlack of(RgbImage image, AlphaMatte mask) {
    EdgeSlack slack = new EdgeSlack(image.width(), image.height());
    double[] fits = slack.fits(LabPicture.of(image).blurred(1), mask.toFloatArray());
    for (int row = 0; row < slack.rows; row++) {
      for (int column = 0; column < slack.columns; column++) {
        slack.settle(row * slack.columns + column, slack.around(fits, column, row));
      }
    }
    return slack;
  }

  /** Returns how far outside the mask's edge near a pixel the object can end, in pixels. */
  double outwards(int x, int y) {
    return outwards[cell(Math.min(x, width - 1), Math.min(y, height - 1))];
  }

  /** Returns how far inside the mask's edge near a pixel the object can end, in pixels. */
  double inwards(int x, int y) {
    return inwards[cell(Math.min(x, width - 1), Math.min(y, height - 1))];
  }

  private int cell(int x, int y) {
    return y / CELL * columns + x / CELL;
  }

  /** Returns for each cell how well each place fits, and then the number of lines. */
  private double[] fits(LabPicture picture, float[] mask) {
    double[] fits = new double[columns * rows * (PLACES + 1)];
    boolean[] object = ObjectMask.of(mask);
    float[] smooth = mask.clone();
    Gaussian.of(2, 6).apply(smooth, width, height, 1);
    double[] line = new double[SAMPLES * CHANNELS];
    for (int y = 0, at = 0; y < height; y++) {
      Calls.requireNotInterrupted("the measuring of a mask");
      for (int x = 0; x < width; x++, at++) {
        if (ObjectMask.isEdge(object, at, x, y, width, height)) {
          double right = smooth[x > 0 ? at - 1 : at] - smooth[x + 1 < width ? at + 1 : at];
          double down = smooth[y > 0 ? at - width : at] - smooth[y + 1 < height ? at + width : at];
          double length = Math.hypot(right, down);
          if (length > 0) {
            sample(picture, x, y, right / length, down / length, line);
            add(line, fits, cell(x, y) * (PLACES + 1));
          }
        }
      }
    }
    return fits;
  }

  /** Reads the colours from inside to outside; those beyond the border repeat the last. */
  private void sample(LabPicture picture, int x, int y, double right, double down, double[] line) {
    float[] colours = picture.values();
    for (int i = 0; i < SAMPLES; i++) {
      double step = i - (SAMPLES - 1) / 2.0 + 0.5;
      int column = (int) Math.max(0, Math.min(width - 1, Math.round(x + step * right)));
      int row = (int) Math.max(0, Math.min(height - 1, Math.round(y + step * down)));
      int at = (row * width + column) * CHANNELS;
      for (int channel = 0; channel < CHANNELS; channel++) {
        line[i * CHANNELS + channel] = colours[at + channel];
      }
    }
  }

  /** Adds the variance that the means of both sides explain, for a cut at each place. */
  private static void add(double[] line, double[] fits, int at) {
    double[] left = new double[CHANNELS];
    double[] right = new double[CHANNELS];
    for (int i = 0; i < SAMPLES * CHANNELS; i++) {
      right[i % CHANNELS] += line[i];
    }
    for (int cut = 1; cut < SAMPLES; cut++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        double value = line[(cut - 1) * CHANNELS + channel];
        left[channel] += value;
        right[channel] -= value;
      }
      int place = cut - 1 - MARGIN;
      if (place >= 0 && place < PLACES) {
        double squares = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
          double difference = left[channel] / cut - right[channel] / (SAMPLES - cut);
          squares += difference * difference;
        }
        fits[at + place] += squares * cut * (SAMPLES - cut) / ((double) SAMPLES * SAMPLES);
      }
    }
    fits[at + PLACES]++;
  }

  /** Returns the sums of a cell and the eight around it. */
  private double[] around(double[] fits, int column, int row) {
    double[] sums = new double[PLACES + 1];
    for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        int weight = (y == row ? 2 : 1) * (x == column ? 2 : 1);
        int at = (y * columns + x) * (PLACES + 1);
        for (int i = 0; i <= PLACES; i++) {
          sums[i] += weight * fits[at + i];
        }
      }
    }
    return sums;
  }

  private void settle(int cell, double[] fits) {
    double best = 0;
    for (int place = 0; place < PLACES; place++) {
      best = Math.max(best, fits[place]);
    }
    double enough = ALMOST * best - NOISE * fits[PLACES];
    int first = REACH;
    int last = REACH;
    for (int place = 0; place < PLACES; place++) {
      if (fits[place] >= enough) {
        first = Math.min(first, place);
        last = Math.max(last, place);
      }
    }
    inwards[cell] = REACH - first;
    outwards[cell] = last - REACH;
  }
}
