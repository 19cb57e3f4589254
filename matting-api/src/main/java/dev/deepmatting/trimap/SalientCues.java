package dev.deepmatting.trimap;

import dev.deepmatting.internal.pixel.Gaussian;
import java.util.Arrays;

/**
 * What makes a pixel stand out, each 0 to 1 and row-major.
 *
 * @param colours how unlike the border's colours it is
 * @param barrier how large a barrier of colour separates it from the border
 * @param focus how sharp its surroundings are
 * @param together all of it, and nearness to the picture's middle
 */
record SalientCues(float[] colours, float[] barrier, float[] focus, float[] together) {
  /** From this many deviations on, a colour is not the border's. */
  private static final double FOREIGN = 5;

  /** From this sum of differences on, a barrier is complete, unless all are lower. */
  private static final double LEAST_BARRIER = 0.08;

  /** This share of the pixels counts in full only beyond its highest value. */
  private static final double TOP = 0.98;

  /** The deviation of the prior for the middle, as a share of each side. */
  private static final double MIDDLE = 0.32;

  static SalientCues of(LabPicture picture) {
    LabPicture smooth = picture.blurred(1.5);
    float[] colours = BorderColours.distances(smooth);
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (float) Math.min(1, colours[i] / FOREIGN);
    }
    float[] barrier = BarrierDistance.of(smooth);
    scale(barrier, LEAST_BARRIER);
    float[] focus = focus(picture);
    return new SalientCues(colours, barrier, focus, together(picture, colours, barrier, focus));
  }

  /** Returns how strong the fine detail is nearby. */
  private static float[] focus(LabPicture picture) {
    int width = picture.width();
    int height = picture.height();
    float[] blurred = picture.blurred(1.5).values();
    float[] detail = new float[width * height];
    for (int i = 0; i < detail.length; i++) {
      int at = i * LabPicture.CHANNELS;
      detail[i] = Math.abs(picture.values()[at] - blurred[at]);
    }
    double deviation = Math.max(1, 0.02 * Math.max(width, height));
    Gaussian.of(deviation, (int) Math.ceil(3 * deviation)).apply(detail, width, height, 1);
    scale(detail, 0.01);
    return detail;
  }

  private static float[] together(
      LabPicture picture, float[] colours, float[] barrier, float[] focus) {
    int width = picture.width();
    int height = picture.height();
    float[] together = new float[colours.length];
    for (int y = 0, at = 0; y < height; y++) {
      double down = (y + 0.5) / height - 0.5;
      for (int x = 0; x < width; x++, at++) {
        double right = (x + 0.5) / width - 0.5;
        double middle = Math.exp(-(right * right + down * down) / (2 * MIDDLE * MIDDLE));
        double colour = Math.sqrt(colours[at] * barrier[at]);
        together[at] = (float) (colour * (0.8 + 0.2 * focus[at]) * (0.35 + 0.65 * middle));
      }
    }
    double deviation = Math.max(1, 0.008 * Math.max(width, height));
    Gaussian.of(deviation, (int) Math.ceil(3 * deviation)).apply(together, width, height, 1);
    scale(together, 0.1);
    return together;
  }

  /** Divides by the value that few exceed, or the least one, and limits to 1. */
  private static void scale(float[] values, double least) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double top = Math.max(least, sorted[(int) (TOP * (sorted.length - 1))]);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.min(1, values[i] / top);
    }
  }
}
