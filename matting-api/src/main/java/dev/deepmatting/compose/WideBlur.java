package dev.deepmatting.compose;

import dev.deepmatting.internal.pixel.Gaussian;

/**
 * A Gaussian blur of one value per pixel. The nearest pixel counts beyond the border. Weights add
 * up to 1, so sums are kept far from the border. Immutable.
 *
 * <p>Wide blurs leave no detail, so they are computed on means of blocks of pixels and
 * interpolated. Blocks and interpolation also blur, by a known variance, which is subtracted from
 * the Gaussian's. The error at a sharp edge is less than 0.0014.
 */
final class WideBlur {
  /** From twice this deviation on, the block size keeps the blur at least this wide on blocks. */
  private static final double COARSE = 5;

  /** The distance, in deviations, up to which a pixel counts. */
  private static final double REACH = 4;

  /** The variance of a block and of the triangle that interpolates, in blocks. */
  private static final double OWN_VARIANCE = 1 / 12.0 + 1 / 6.0;

  private final int block;
  private final Gaussian kernel;

  /** Creates a blur of this standard deviation in pixels, 0 for none. */
  WideBlur(double sigma) {
    block = Math.max(1, (int) (sigma / COARSE));
    double blocks = sigma / block;
    double own = block == 1 ? sigma : Math.sqrt(blocks * blocks - OWN_VARIANCE);
    kernel = Gaussian.of(own, (int) Math.ceil(REACH * own));
  }

  /** Returns the distance, in pixels, up to which a pixel counts. */
  int reach() {
    return block == 1 ? kernel.reach() : block * (kernel.reach() + 2);
  }

  /** Returns a blurred copy of row-major values. */
  float[] apply(float[] values, int width, int height) {
    if (block == 1) {
      float[] result = values.clone();
      kernel.apply(result, width, height, 1);
      return result;
    }
    Blocks blocks = new Blocks(block, width, height);
    float[] means = blocks.means(values);
    kernel.apply(means, blocks.columns(), blocks.rows(), 1);
    return blocks.interpolated(means);
  }

  /**
   * Square blocks of pixels from the top left corner; blocks at the other borders are padded with
   * the nearest pixels.
   *
   * @param size pixels per side
   * @param width of the picture, in pixels
   * @param height of the picture, in pixels
   */
  record Blocks(int size, int width, int height) {
    int columns() {
      return (width + size - 1) / size;
    }

    int rows() {
      return (height + size - 1) / size;
    }

    /** Returns the mean of each block of row-major values. */
    float[] means(float[] values) {
      int columns = columns();
      float[] means = new float[columns * rows()];
      float share = 1f / (size * size);
      for (int y = 0; y < rows() * size; y++) {
        int from = Math.min(height - 1, y) * width;
        int to = y / size * columns;
        for (int x = 0; x < columns * size; x++) {
          means[to + x / size] += share * values[from + Math.min(width - 1, x)];
        }
      }
      return means;
    }

    /** Returns the pixel values, linearly interpolated between the centres of blocks. */
    float[] interpolated(float[] means) {
      int columns = columns();
      float[] result = new float[width * height];
      float[] row = new float[columns];
      for (int y = 0; y < height; y++) {
        float place = place(y, rows());
        int above = (int) place * columns;
        int below = Math.min(rows() - 1, (int) place + 1) * columns;
        float share = place - (int) place;
        for (int x = 0; x < columns; x++) {
          row[x] = means[above + x] + share * (means[below + x] - means[above + x]);
        }
        spread(row, result, y * width);
      }
      return result;
    }

    private void spread(float[] row, float[] result, int at) {
      for (int x = 0; x < width; x++) {
        float place = place(x, row.length);
        int left = (int) place;
        float value = row[left];
        float next = row[Math.min(row.length - 1, left + 1)];
        result[at + x] = value + (place - left) * (next - value);
      }
    }

    /** Returns the position of a pixel's centre among the centres of blocks, from 0. */
    private float place(int pixel, int count) {
      return Math.max(0, Math.min(count - 1, (pixel + 0.5f) / size - 0.5f));
    }
  }
}
