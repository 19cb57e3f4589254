package dev.deepmatting.trimap;

/**
 * How unlike the colours of the picture's border each pixel is. Each side of the border has its own
 * mixture of colours; the side that is least like a pixel does not count, so that an object cut off
 * there still stands out.
 */
final class BorderColours {
  private static final int SIDES = 4;
  private static final int COLOURS = 4;
  private static final int ROUNDS = 8;

  /** The depth of the border as a share of the shorter side. */
  private static final double DEPTH = 0.05;

  /** The smallest deviation of a colour, so that flat ones tolerate noise. */
  private static final double NARROWEST = 0.025;

  /** Colours of a smaller share of a side do not stand for it. */
  private static final double RARE = 0.04;

  private static final int CHANNELS = LabPicture.CHANNELS;

  private BorderColours() {}

  /**
   * Returns the distance of each pixel from the border's colours, in their standard deviations,
   * row-major.
   */
  static float[] distances(LabPicture picture) {
    float[] sums = new float[picture.width() * picture.height()];
    float[] largest = new float[sums.length];
    for (int side = 0; side < SIDES; side++) {
      Mixture mixture = Mixture.of(colours(picture, side));
      for (int at = 0; at < sums.length; at++) {
        float distance = (float) mixture.distance(picture.values(), at * CHANNELS);
        sums[at] += distance;
        largest[at] = Math.max(largest[at], distance);
      }
    }
    for (int at = 0; at < sums.length; at++) {
      sums[at] = (sums[at] - largest[at]) / (SIDES - 1);
    }
    return sums;
  }

  private static float[] colours(LabPicture picture, int side) {
    int width = picture.width();
    int height = picture.height();
    int depth = (int) Math.max(1, Math.round(DEPTH * Math.min(width, height)));
    int left = side == 3 ? width - depth : 0;
    int right = side == 2 ? depth : width;
    int top = side == 1 ? height - depth : 0;
    int bottom = side == 0 ? depth : height;
    float[] colours = new float[(right - left) * (bottom - top) * CHANNELS];
    int length = (right - left) * CHANNELS;
    for (int y = top, to = 0; y < bottom; y++, to += length) {
      System.arraycopy(picture.values(), (y * width + left) * CHANNELS, colours, to, length);
    }
    return colours;
  }

  /** Some mean colours with their deviations, found by k-means from the farthest points. */
  private static final class Mixture {
    private final double[] means = new double[COLOURS * CHANNELS];
    private final double[] deviations = new double[COLOURS * CHANNELS];
    private final double[] shares = new double[COLOURS];

    static Mixture of(float[] colours) {
      Mixture mixture = new Mixture();
      mixture.start(colours);
      for (int round = 0; round < ROUNDS; round++) {
        mixture.settle(colours);
      }
      return mixture;
    }

    private void start(float[] colours) {
      for (int i = 0; i < colours.length; i++) {
        means[i % CHANNELS] += colours[i] * CHANNELS / (double) colours.length;
      }
      for (int kind = 1; kind < COLOURS; kind++) {
        int farthest = 0;
        double most = -1;
        for (int at = 0; at < colours.length; at += CHANNELS) {
          double square = square(colours, at, nearest(colours, at, kind));
          if (square > most) {
            most = square;
            farthest = at;
          }
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
          means[kind * CHANNELS + channel] = colours[farthest + channel];
        }
      }
    }

    private void settle(float[] colours) {
      double[] sums = new double[means.length];
      double[] squares = new double[means.length];
      int[] counts = new int[COLOURS];
      for (int at = 0; at < colours.length; at += CHANNELS) {
        int kind = nearest(colours, at, COLOURS);
        counts[kind]++;
        for (int channel = 0; channel < CHANNELS; channel++) {
          double value = colours[at + channel];
          sums[kind * CHANNELS + channel] += value;
          squares[kind * CHANNELS + channel] += value * value;
        }
      }
      for (int i = 0; i < means.length; i++) {
        int count = counts[i / CHANNELS];
        shares[i / CHANNELS] = count * CHANNELS / (double) colours.length;
        if (count > 0) {
          means[i] = sums[i] / count;
          double variance = Math.max(0, squares[i] / count - means[i] * means[i]);
          deviations[i] = Math.sqrt(variance + NARROWEST * NARROWEST);
        }
      }
    }

    private int nearest(float[] colours, int at, int kinds) {
      int nearest = 0;
      for (int kind = 1; kind < kinds; kind++) {
        if (square(colours, at, kind) < square(colours, at, nearest)) {
          nearest = kind;
        }
      }
      return nearest;
    }

    private double square(float[] colours, int at, int kind) {
      double square = 0;
      for (int channel = 0; channel < CHANNELS; channel++) {
        double difference = colours[at + channel] - means[kind * CHANNELS + channel];
        square += difference * difference;
      }
      return square;
    }

    /** Returns the distance from the nearest colour in its deviations. */
    double distance(float[] colours, int at) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int kind = 0; kind < COLOURS; kind++) {
        if (shares[kind] >= RARE) {
          double square = 0;
          for (int i = kind * CHANNELS; i < (kind + 1) * CHANNELS; i++) {
            double difference = (colours[at + i % CHANNELS] - means[i]) / deviations[i];
            square += difference * difference;
          }
          nearest = Math.min(nearest, square);
        }
      }
      return Math.sqrt(nearest);
    }
  }
}
