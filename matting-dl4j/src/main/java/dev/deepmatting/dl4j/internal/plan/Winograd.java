package dev.deepmatting.dl4j.internal.plan;

/**
 * Winograd's minimal filtering for kernels of 5x5: 4x4 values of a convolution's output from 8x8 of
 * its input with 64 multiplications instead of 400 (Lavin and Gray, Fast Algorithms for
 * Convolutional Neural Networks, CVPR 2016, arXiv 1509.09308). The polynomials meet at 0, 1, -1, 2,
 * -2, 1/2, -1/2 and infinity.
 *
 * <p>Transforms work along one side; applied along both, they transform a tile. They take an array
 * for each position on the side, with any number of independent values, and consist of loops simple
 * enough for the JVM to vectorise.
 */
final class Winograd {
  /** Height and width of the kernel. */
  static final int KERNEL = 5;

  /** Height and width of a tile's output. */
  static final int OUTPUT = 4;

  /** Height and width of a tile's input. */
  static final int INPUT = OUTPUT + KERNEL - 1;

  /** Values of a tile between the transforms. */
  static final int PRODUCTS = INPUT * INPUT;

  private static final double[] POINTS = {0, 1, -1, 2, -2, 0.5, -0.5};

  /** Factors of each point's row of the kernel's transform. */
  private static final double[] FACTORS = {
    1, -2 / 9.0, -2 / 9.0, 1 / 90.0, 1 / 90.0, 32 / 45.0, 32 / 45.0
  };

  private Winograd() {}

  /**
   * Transforms a kernel.
   *
   * @param values contains its rows consecutively
   * @param start its index in values
   * @param target receives {@link #PRODUCTS} values
   * @param scratch as many values
   */
  static void kernel(float[] values, int start, double[] target, double[] scratch) {
    for (int i = 0; i < KERNEL * KERNEL; i++) {
      target[i] = values[start + i];
    }
    for (int y = 0; y < KERNEL; y++) {
      kernelSide(target, y * KERNEL, scratch, y, KERNEL);
    }
    for (int x = 0; x < INPUT; x++) {
      kernelSide(scratch, x * KERNEL, target, x, INPUT);
    }
  }

  private static void kernelSide(double[] from, int start, double[] to, int toStart, int toStep) {
    for (int i = 0; i < POINTS.length; i++) {
      double value = 0;
      for (int k = KERNEL - 1; k >= 0; k--) {
        value = value * POINTS[i] + from[start + k];
      }
      to[toStart + i * toStep] = FACTORS[i] * value;
    }
    to[toStart + POINTS.length * toStep] = from[start + KERNEL - 1];
  }

  /**
   * Transforms one side of tiles of the input.
   *
   * @param from {@link #INPUT} arrays, not changed
   * @param to as many, other arrays
   * @param count how many values of each
   * @param even scratch
   * @param odd scratch
   */
  static void input(float[][] from, float[][] to, int count, float[] even, float[] odd) {
    outer(from[0], from[6], from[4], from[2], to[0], count);
    outer(from[7], from[1], from[3], from[5], to[7], count);
    weigh(from[2], 1, from[4], -4.25f, from[6], 1, even, count);
    weigh(from[1], 1, from[3], -4.25f, from[5], 1, odd, count);
    sumAndDifference(even, odd, to[1], to[2], count);
    weigh(from[2], 0.25f, from[4], -1.25f, from[6], 1, even, count);
    weigh(from[1], 0.5f, from[3], -2.5f, from[5], 2, odd, count);
    sumAndDifference(even, odd, to[3], to[4], count);
    weigh(from[2], 4, from[4], -5, from[6], 1, even, count);
    weigh(from[1], 2, from[3], -2.5f, from[5], 0.5f, odd, count);
    sumAndDifference(even, odd, to[5], to[6], count);
  }

  /**
   * Transforms one side of tiles of products back.
   *
   * @param from {@link #INPUT} arrays, not changed
   * @param to {@link #OUTPUT} other arrays
   * @param count how many values of each
   * @param scratch six arrays
   */
  static void output(float[][] from, float[][] to, int count, float[][] scratch) {
    sumAndDifference(from[1], from[2], scratch[0], scratch[1], count);
    sumAndDifference(from[3], from[4], scratch[2], scratch[3], count);
    sumAndDifference(from[5], from[6], scratch[4], scratch[5], count);
    add(from[0], scratch[0], 1, scratch[2], 1, scratch[4], to[0], count);
    weigh(scratch[1], 1, scratch[3], 2, scratch[5], 0.5f, to[1], count);
    weigh(scratch[0], 1, scratch[2], 4, scratch[4], 0.25f, to[2], count);
    add(from[7], scratch[1], 8, scratch[3], 0.125f, scratch[5], to[3], count);
  }

  private static void outer(
      float[] one, float[] two, float[] three, float[] four, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = one[i] - two[i] + 5.25f * (three[i] - four[i]);
    }
  }

  private static void weigh(
      float[] one,
      float first,
      float[] two,
      float second,
      float[] three,
      float third,
      float[] to,
      int count) {
    for (int i = 0; i < count; i++) {
      to[i] = first * one[i] + second * two[i] + third * three[i];
    }
  }

  private static void sumAndDifference(
      float[] one, float[] two, float[] sum, float[] difference, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] = one[i] + two[i];
      difference[i] = one[i] - two[i];
    }
  }

  private static void add(
      float[] one,
      float[] two,
      float third,
      float[] three,
      float fourth,
      float[] four,
      float[] to,
      int count) {
    for (int i = 0; i < count; i++) {
      to[i] = one[i] + two[i] + third * three[i] + fourth * four[i];
    }
  }

  /**
   * Adds a bias and sets negative values to 0.
   *
   * @param bias as many values
   */
  static void rectify(float[] values, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(0, values[i] + bias[i]);
    }
  }
}
