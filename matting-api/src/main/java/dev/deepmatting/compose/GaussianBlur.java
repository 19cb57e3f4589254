package dev.deepmatting.compose;

/**
 * A Gaussian blur of one value for each pixel. Beyond the border the nearest pixel counts. Weights
 * add up to 1, so that sums are kept where the border is far away. Immutable.
 *
 * <p>What wide blurs leave has no detail: they are computed on means of blocks of pixels, and
 * interpolated. Blocks and interpolation blur as well, by a known variance, which the Gaussian
 * between them is spared. A sharp edge is off by less than 0.0014.
 */
final class GaussianBlur {
  /** From twice this deviation on, blocks are so large that the blur is at least this on them. */
  private static final double COARSE = 5;

  /** The variance of a block and of the triangle that interpolates, in blocks. */
  private static final double OWN_VARIANCE = 1 / 12.0 + 1 / 6.0;

  private final int block;
  private final GaussianKernel kernel;

  /** A blur of this standard deviation in pixels, 0 for none. */
  GaussianBlur(double sigma) {
    block = Math.max(1, (int) (sigma / COARSE));
    double blocks = sigma / block;
    kernel = new GaussianKernel(block == 1 ? sigma : Math.sqrt(blocks * blocks - OWN_VARIANCE));
  }

  /** How many pixels away a pixel still counts. */
  int reach() {
    return block == 1 ? kernel.reach() : block * (kernel.reach() + 2);
  }

  /** A blurred copy of row-major values. */
  float[] apply(float[] values, int width, int height) {
    if (block == 1) {
      return kernel.apply(values, width, height);
    }
    Blocks blocks = new Blocks(block, width, height);
    return blocks.interpolated(kernel.apply(blocks.means(values), blocks.columns(), blocks.rows()));
  }
}
