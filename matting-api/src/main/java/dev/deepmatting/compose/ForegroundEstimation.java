package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;
import java.util.Locale;
import java.util.Objects;

/**
 * Estimates the pure colours of an object and of its background from a photograph and its alpha
 * matte. Where the object is translucent, a photograph contains a mixture of both, which shows as a
 * halo on another background. Immutable and safe to share between threads.
 *
 * <p>It uses the method of Germer, Uelwer, Conrad and Harmeling, "Fast Multi-Level Foreground
 * Estimation" (2020, <a href="https://arxiv.org/abs/2006.14970">arXiv 2006.14970</a>): colours that
 * compose to the photograph and change as little as possible, least of all where alpha changes. The
 * method solves one pixel first, then pictures of about twice the previous size, starting from
 * nearest neighbours, up to the full size. The levels, their iterations, the order of a sweep, the
 * treatment of borders and the defaults are those of the authors' published program. As there,
 * colours are sRGB samples, not linear light.
 *
 * <p>A last step is not in the paper: each pixel gets the nearest pair of colours that composes to
 * the photograph. {@link Builder#exact(boolean) exact(false)} omits it. Where alpha changes
 * strongly from pixel to pixel, smoothness outweighs the photograph; in drawn hair, fur and foliage
 * the step halves the remaining error of the estimate.
 *
 * <p>Deviations: the two equations of a pixel are solved in a form without cancellation, and the
 * initial mean colours are summed in double precision. A level of more than 256 rows is swept in
 * bands, which can run on different threads: each band starts 16 rows earlier (with two
 * iterations), so the effect of the missing rows above has faded. The result does not depend on the
 * number of threads. Without the last step, it differs from the program's by less than 0.001 of
 * full intensity at any pixel, and by less than 0.000001 on average. A picture of one pixel, for
 * which the program divides by zero, is one level.
 *
 * <p>Memory: about 8 bytes per pixel in addition to the picture, the matte and the result.
 *
 * @since 0.1
 */
public final class ForegroundEstimation {
  private static final int BAND_HEIGHT = 256;
  private static final ForegroundEstimation STANDARD = builder().build();

  private final float regularisation;
  private final int smallIterations;
  private final int bigIterations;
  private final int smallSize;
  private final float gradientWeight;
  private final int threads;
  private final int bandHeight;
  private final boolean exact;

  private ForegroundEstimation(Builder builder) {
    regularisation = builder.regularisation;
    smallIterations = builder.smallIterations;
    bigIterations = builder.bigIterations;
    smallSize = builder.smallSize;
    gradientWeight = builder.gradientWeight;
    threads = builder.threads;
    bandHeight = builder.bandHeight;
    exact = builder.exact;
  }

  /**
   * Returns the estimation with its defaults.
   *
   * @return the shared instance
   */
  public static ForegroundEstimation standard() {
    return STANDARD;
  }

  /**
   * Returns a builder with the defaults: regularisation 1e-5, 10 iterations for levels of up to 32
   * pixels and 2 for larger ones, gradient weight 1, exact, one thread for each processor.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Estimates both layers.
   *
   * @param image the photograph
   * @param alpha its matte, of the same size
   * @return the layers, in the photograph's bit depth
   * @throws InvalidInputException if the sizes differ; the message has both
   */
  public EstimatedLayers estimate(RgbImage image, AlphaMatte alpha) {
    requireSameSize(image, alpha);
    LayerPixels foreground = LayerPixels.foreground(image);
    LayerPixels background = LayerPixels.background(image);
    new WholeEstimation(this, new MattedRows.WholeRows(image, alpha), true)
        .run(
            (y, row) -> {
              foreground.put(y, row);
              background.put(y, row);
            });
    return new EstimatedLayers(foreground.toImage(), background.toImage());
  }

  RgbImage foreground(RgbImage image, AlphaMatte alpha) {
    requireSameSize(image, alpha);
    LayerPixels foreground = LayerPixels.foreground(image);
    new WholeEstimation(this, new MattedRows.WholeRows(image, alpha), false).run(foreground::put);
    return foreground.toImage();
  }

  static void requireSameSize(RgbImage image, AlphaMatte alpha) {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(alpha, "alpha");
    Sizes.requireSame(
        "alpha", alpha.width(), alpha.height(), "image", image.width(), image.height());
  }

  int iterations(LevelSize size) {
    return size.longest() <= smallSize ? smallIterations : bigIterations;
  }

  float regularisation() {
    return regularisation;
  }

  float gradientWeight() {
    return gradientWeight;
  }

  int threads() {
    return threads;
  }

  int bandHeight() {
    return bandHeight;
  }

  boolean isExact() {
    return exact;
  }

  /** Returns all settings in one line, for logs. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ForegroundEstimation[regularisation=%s, smallIterations=%d, bigIterations=%d,"
            + " smallSize=%d, gradientWeight=%s, exact=%s, threads=%d]",
        regularisation,
        smallIterations,
        bigIterations,
        smallSize,
        gradientWeight,
        exact,
        threads);
  }

  /** Collects and validates settings. Not safe to share between threads. */
  public static final class Builder {
    private static final double LEAST_REGULARISATION = 1e-7;
    private static final double MOST_GRADIENT_WEIGHT = 1000;
    private static final int MOST_ITERATIONS = 1000;

    private float regularisation = 1e-5f;
    private int smallIterations = 10;
    private int bigIterations = 2;
    private int smallSize = 32;
    private float gradientWeight = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int bandHeight = BAND_HEIGHT;
    private boolean exact = true;

    private Builder() {}

    /**
     * Sets the weight of neighbours where alpha does not change.
     *
     * @param value 1e-7 to 1; higher values make colours smoother
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder regularisation(double value) {
      Ranges.require(
          value >= LEAST_REGULARISATION && value <= 1, "regularisation", value, "1e-7 to 1");
      regularisation = (float) value;
      return this;
    }

    /**
     * Sets the number of sweeps over each small level.
     *
     * @param count 1 to 1000
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder smallIterations(int count) {
      smallIterations = Ranges.within("smallIterations", count, 1, MOST_ITERATIONS);
      return this;
    }

    /**
     * Sets the number of sweeps over each larger level; the time is nearly proportional to it.
     *
     * @param count 1 to 1000
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder bigIterations(int count) {
      bigIterations = Ranges.within("bigIterations", count, 1, MOST_ITERATIONS);
      return this;
    }

    /**
     * Sets the size up to which levels count as small.
     *
     * @param pixels the longest side of a small level, at least 0; with 0 no level is small
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder smallSize(int pixels) {
      smallSize = Ranges.atLeast("smallSize", pixels, 0);
      return this;
    }

    /**
     * Sets the extra weight of neighbours where alpha changes.
     *
     * @param value the factor of the difference in alpha, 0 to 1000; higher values make the colours
     *     of an edge smoother
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder gradientWeight(double value) {
      Ranges.within("gradientWeight", value, 0, MOST_GRADIENT_WEIGHT);
      gradientWeight = (float) value;
      return this;
    }

    /**
     * Sets whether each pixel's colours compose exactly to the photograph. If not, they are the
     * paper's, which are smoother where alpha changes from pixel to pixel, and follow the
     * photograph less.
     *
     * @param value true by default
     * @return this builder
     */
    public Builder exact(boolean value) {
      exact = value;
      return this;
    }

    /**
     * Sets the number of threads for a picture; the result does not depend on it.
     *
     * @param count at least 1
     * @return this builder
     * @throws InvalidInputException if it is less
     */
    public Builder threads(int count) {
      threads = Ranges.atLeast("threads", count, 1);
      return this;
    }

    /** Sets the most rows that a thread takes at a time, for tests. */
    Builder bandHeight(int rows) {
      bandHeight = rows;
      return this;
    }

    /**
     * Returns the estimation.
     *
     * @return a new estimation
     */
    public ForegroundEstimation build() {
      return new ForegroundEstimation(this);
    }
  }
}
