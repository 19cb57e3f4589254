package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/**
 * For one axis of a map without rotation and shear: which source pixels make each output pixel,
 * with weights that add up to 1. The weight of a kernel beyond the border goes to the border pixel.
 */
final class AxisTaps {
  /** Weights below this count as zero: rounding in a chain of maps must not cost a tap. */
  private static final double NEGLIGIBLE = 1e-9;

  private final int[] first;
  private final int[] count;
  private final int stride;
  private final float[] weights;

  /**
   * Output pixel i is centred on scale * (i + 0.5) + offset.
   *
   * @param size how many source pixels the axis has
   */
  AxisTaps(Kernel kernel, double scale, double offset, int outputs, int size) {
    double footprint = Math.max(1, Math.abs(scale));
    double radius = kernel.radius(footprint);
    stride = Math.min(size, (int) Math.ceil(2 * radius) + 1);
    first = new int[outputs];
    count = new int[outputs];
    weights = new float[Math.multiplyExact(outputs, stride)];
    double[] shares = new double[stride];
    for (int i = 0; i < outputs; i++) {
      double centre = Reach.limited(scale * (i + 0.5) + offset, radius, size);
      int from = (int) Math.ceil(centre - radius - 0.5);
      int to = (int) Math.floor(centre + radius - 0.5);
      int lowest = Reach.inside(from, size);
      int used = Reach.inside(to, size) - lowest + 1;
      Arrays.fill(shares, 0, used, 0);
      for (int pixel = from; pixel <= to; pixel++) {
        shares[Reach.inside(pixel, size) - lowest] +=
            kernel.weight(pixel + 0.5 - centre, footprint);
      }
      keep(i, lowest, used, shares);
    }
  }

  /** Returns the first source pixel of an output pixel. */
  int first(int output) {
    return first[output];
  }

  /** Returns the number of source pixels of an output pixel, at least 1. */
  int count(int output) {
    return count[output];
  }

  /** Returns where an output pixel's weights start in {@link #weights}. */
  int start(int output) {
    return output * stride;
  }

  float[] weights() {
    return weights;
  }

  int outputs() {
    return first.length;
  }

  /** At least the highest count. */
  int most() {
    return stride;
  }

  /** Returns the lowest source pixel that any output needs. */
  int lowest() {
    int lowest = first[0];
    for (int pixel : first) {
      lowest = Math.min(lowest, pixel);
    }
    return lowest;
  }

  /** One more than the highest source pixel that any output needs. */
  int end() {
    int end = 0;
    for (int i = 0; i < first.length; i++) {
      end = Math.max(end, first[i] + count[i]);
    }
    return end;
  }

  private void keep(int output, int lowest, int used, double[] shares) {
    int from = 0;
    int to = used - 1;
    while (from < to && Math.abs(shares[from]) < NEGLIGIBLE) {
      from++;
    }
    while (to > from && Math.abs(shares[to]) < NEGLIGIBLE) {
      to--;
    }
    double sum = 0;
    for (int i = from; i <= to; i++) {
      sum += shares[i];
    }
    first[output] = lowest + from;
    count[output] = to - from + 1;
    for (int i = from; i <= to; i++) {
      weights[output * stride + i - from] = (float) (shares[i] / sum);
    }
  }
}
