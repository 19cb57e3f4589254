package dev.deepmatting.compose;

import java.util.Arrays;

/**
 * Moves the edges of a matte outwards or inwards by fractions of a pixel, and keeps them as soft as
 * they are.
 *
 * <p>Gray dilation with a disc: each pixel becomes the largest alpha within a distance. The disc
 * contains its pixels and bilinear interpolations along its rim, so an edge can move by fractions
 * of a pixel in every direction. Inwards is the same for 1 - alpha. A large disc is the sum of
 * smaller ones, and so are its dilations. The nearest pixel counts beyond the border, so an object
 * cut off there stays cut off.
 */
final class EdgeShift {
  private static final double LONGEST_STEP = 4;

  private EdgeShift() {}

  /**
   * Returns a matte with its edges moved.
   *
   * @param alpha row-major values of 0 to 1; not changed
   * @param pixels outwards, or inwards if negative
   */
  static float[] apply(float[] alpha, int width, int height, double pixels) {
    float[] values = pixels < 0 ? complement(alpha) : alpha.clone();
    double distance = Math.abs(pixels);
    int steps = (int) Math.ceil(distance / LONGEST_STEP);
    for (int step = 0; step < steps; step++) {
      values = new DiscDilation(distance / steps).apply(values, width, height);
    }
    return pixels < 0 ? complement(values) : values;
  }

  private static float[] complement(float[] values) {
    float[] complement = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      complement[i] = 1 - values[i];
    }
    return complement;
  }

  /** Gray dilation with a disc of any radius; see {@link EdgeShift}. For one thread at a time. */
  static final class DiscDilation {
    /**
     * Directions for each pixel of radius; the error at an edge is less than a fiftieth of a pixel.
     */
    private static final int DIRECTIONS = 16;

    /** Size of the tiles in which constant alpha is skipped. */
    private static final int TILE = 32;

    private final double radius;

    /** The reach of the disc in pixels, by which rows are extended on both sides. */
    private final int reach;

    private int stride;
    private float[] padded = {};
    private int[] inside = {};
    private int[] rim = {};
    private float[][] rimWeights = {};

    DiscDilation(double radius) {
      this.radius = radius;
      reach = (int) Math.ceil(radius) + 1;
    }

    float[] apply(float[] values, int width, int height) {
      stride = width + 2 * reach;
      pad(values, width, height);
      listInside();
      listRim();
      float[] result = values.clone();
      for (int y = 0; y < height; y += TILE) {
        for (int x = 0; x < width; x += TILE) {
          int right = Math.min(width, x + TILE);
          int bottom = Math.min(height, y + TILE);
          dilateTile(x, y, right, bottom, result, width);
        }
      }
      return result;
    }

    private void pad(float[] values, int width, int height) {
      padded = new float[Math.multiplyExact(stride, height + 2 * reach)];
      for (int y = -reach; y < height + reach; y++) {
        int from = Math.max(0, Math.min(height - 1, y)) * width;
        int to = (y + reach) * stride;
        Arrays.fill(padded, to, to + reach, values[from]);
        System.arraycopy(values, from, padded, to + reach, width);
        Arrays.fill(padded, to + reach + width, to + stride, values[from + width - 1]);
      }
    }

    /** Lists the offsets of the pixels in the disc from its centre. */
    private void listInside() {
      inside = new int[(2 * reach + 1) * (2 * reach + 1)];
      int count = 0;
      for (int y = -reach; y <= reach; y++) {
        for (int x = -reach; x <= reach; x++) {
          if (x * x + y * y <= radius * radius) {
            inside[count++] = y * stride + x;
          }
        }
      }
      inside = Arrays.copyOf(inside, count);
    }

    /** Lists points along the rim: the pixel above and to the left of each, and four weights. */
    private void listRim() {
      int directions = DIRECTIONS * (int) Math.ceil(radius);
      rim = new int[directions];
      rimWeights = new float[directions][];
      for (int i = 0; i < directions; i++) {
        double angle = 2 * Math.PI * i / directions;
        double x = radius * Math.cos(angle);
        double y = radius * Math.sin(angle);
        double left = Math.floor(x);
        double top = Math.floor(y);
        float right = (float) (x - left);
        float bottom = (float) (y - top);
        rim[i] = (int) top * stride + (int) left;
        rimWeights[i] =
            new float[] {
              (1 - right) * (1 - bottom),
              right * (1 - bottom),
              (1 - right) * bottom,
              right * bottom,
            };
      }
    }

    private void dilateTile(int left, int top, int right, int bottom, float[] result, int width) {
      float largest = largest(left, top, right, bottom);
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          int at = (y + reach) * stride + x + reach;
          if (padded[at] < largest) {
            result[y * width + x] = dilated(at, largest);
          }
        }
      }
    }

    /** Returns the largest value that the disc can reach from anywhere in a tile. */
    private float largest(int left, int top, int right, int bottom) {
      float largest = 0;
      for (int y = top; y < bottom + 2 * reach; y++) {
        int row = y * stride;
        for (int x = left; x < right + 2 * reach; x++) {
          largest = Math.max(largest, padded[row + x]);
        }
      }
      return largest;
    }

    private float dilated(int at, float limit) {
      float largest = 0;
      for (int i = 0; i < inside.length && largest < limit; i++) {
        largest = Math.max(largest, padded[at + inside[i]]);
      }
      for (int i = 0; i < rim.length && largest < limit; i++) {
        int from = at + rim[i];
        float[] weights = rimWeights[i];
        float value =
            weights[0] * padded[from]
                + weights[1] * padded[from + 1]
                + weights[2] * padded[from + stride]
                + weights[3] * padded[from + stride + 1];
        largest = Math.max(largest, value);
      }
      return Math.min(largest, limit);
    }
  }
}
