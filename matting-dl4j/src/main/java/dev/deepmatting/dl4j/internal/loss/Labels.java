package dev.deepmatting.dl4j.internal.loss;

import dev.deepmatting.dl4j.internal.tensor.BatchAssembler;
import dev.deepmatting.dl4j.tensor.FloatTensor;

/** The ground truth of a batch: the channels of {@link BatchAssembler} by name. */
final class Labels {
  private static final int FOREGROUND = 3;
  private static final int MERGED = 6;
  private static final int ALPHA = 9;
  private static final int MASK = 10;

  private final float[] values;
  private final int count;
  private final int height;
  private final int width;

  Labels(FloatTensor label) {
    values = label.values();
    count = label.size(0);
    height = label.size(2);
    width = label.size(3);
  }

  int count() {
    return count;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int plane() {
    return height * width;
  }

  /** Returns where a sample's channel begins. */
  private int start(int sample, int channel) {
    return (sample * BatchAssembler.LABEL_CHANNELS + channel) * plane();
  }

  boolean isUnknown(int sample, int pixel) {
    return values[start(sample, MASK) + pixel] > 0;
  }

  double alpha(int sample, int pixel) {
    return values[start(sample, ALPHA) + pixel];
  }

  /** Returns a value in 0..255, like {@link #foreground} and {@link #merged}. */
  double background(int sample, int colour, int pixel) {
    return values[start(sample, colour) + pixel];
  }

  double foreground(int sample, int colour, int pixel) {
    return values[start(sample, FOREGROUND + colour) + pixel];
  }

  double merged(int sample, int colour, int pixel) {
    return values[start(sample, MERGED + colour) + pixel];
  }

  long unknownPixels() {
    long unknown = 0;
    for (int sample = 0; sample < count; sample++) {
      for (int pixel = 0; pixel < plane(); pixel++) {
        unknown += isUnknown(sample, pixel) ? 1 : 0;
      }
    }
    return unknown;
  }

  /** Returns prediction minus truth inside the unknown region of a sample, 0 elsewhere. */
  double[] difference(double[] alpha, int sample) {
    double[] difference = new double[plane()];
    for (int pixel = 0; pixel < difference.length; pixel++) {
      if (isUnknown(sample, pixel)) {
        difference[pixel] = alpha[sample * plane() + pixel] - alpha(sample, pixel);
      }
    }
    return difference;
  }

  /** Adds a plane times a factor to a sample's gradient inside its unknown region. */
  void addInside(double[] plane, double factor, int sample, double[] gradient) {
    for (int pixel = 0; pixel < plane.length; pixel++) {
      if (isUnknown(sample, pixel)) {
        gradient[sample * plane() + pixel] += factor * plane[pixel];
      }
    }
  }
}
