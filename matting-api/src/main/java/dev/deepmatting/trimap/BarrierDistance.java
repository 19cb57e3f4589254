package dev.deepmatting.trimap;

import dev.deepmatting.internal.check.Calls;

/**
 * How large a barrier of colour stands between each pixel and the picture's border: along the best
 * path to it, the difference of the largest and the smallest value. Shades and soft gradients build
 * no barrier, an outline does.
 *
 * <p>Zhang, Sclaroff, Lin, Shen, Price and Mech, "Minimum Barrier Salient Object Detection at 80
 * FPS", ICCV 2015: raster scans that keep, for each pixel, the extremes of its best path so far.
 */
final class BarrierDistance {
  private static final int SCANS = 4;

  private final int width;
  private final int height;
  private final float[] values;
  private final float[] highest;
  private final float[] lowest;
  private final float[] distances;

  private BarrierDistance(float[] values, int width, int height) {
    this.width = width;
    this.height = height;
    this.values = values;
    highest = values.clone();
    lowest = values.clone();
    distances = new float[values.length];
  }

  /**
   * Returns the sum of the distances in lightness and both colours, row-major.
   *
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  static float[] of(LabPicture picture) {
    float[] sums = new float[picture.width() * picture.height()];
    for (int channel = 0; channel < LabPicture.CHANNELS; channel++) {
      float[] values = new float[sums.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = picture.values()[i * LabPicture.CHANNELS + channel];
      }
      float[] distances = new BarrierDistance(values, picture.width(), picture.height()).solved();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += distances[i];
      }
    }
    return sums;
  }

  private float[] solved() {
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        boolean border = x == 0 || y == 0 || x == width - 1 || y == height - 1;
        distances[at] = border ? 0 : Float.POSITIVE_INFINITY;
      }
    }
    for (int scan = 0; scan < SCANS; scan++) {
      Calls.requireNotInterrupted("the search for an object");
      if (scan % 2 == 0) {
        forwards();
      } else {
        backwards();
      }
    }
    return distances;
  }

  private void forwards() {
    for (int y = 1; y < height - 1; y++) {
      for (int at = y * width + 1; at < (y + 1) * width - 1; at++) {
        relax(at, at - 1);
        relax(at, at - width);
      }
    }
  }

  private void backwards() {
    for (int y = height - 2; y > 0; y--) {
      for (int at = (y + 1) * width - 2; at > y * width; at--) {
        relax(at, at + 1);
        relax(at, at + width);
      }
    }
  }

  private void relax(int at, int from) {
    float high = Math.max(highest[from], values[at]);
    float low = Math.min(lowest[from], values[at]);
    if (high - low < distances[at] && distances[from] < Float.POSITIVE_INFINITY) {
      distances[at] = high - low;
      highest[at] = high;
      lowest[at] = low;
    }
  }
}
