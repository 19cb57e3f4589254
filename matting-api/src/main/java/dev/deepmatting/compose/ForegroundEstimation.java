package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;
import java.util.Locale;
import java.util.Objects;

/**
 * Estimates the pure colours of an object, and of what is behind it, from a photograph and its
 * alpha matte. Where the object is translucent a photograph holds a mixture of both, which shows as
 * a halo on another background. Immutable and safe to share between threads.
 *
 * <p>This is the method of Germer, Uelwer, Conrad and Harmeling, "Fast Multi-Level Foreground
 * Estimation" (2020, <a href="https://arxiv.org/abs/2006.14970">arXiv 2006.14970</a>): colours that
 * give the photograph again when they are laid over each other, and change as little as possible,
 * least of all where alpha changes. They are found first for one pixel, then for pictures of about
 * twice the size each, by nearest neighbours, until the whole size is reached. The levels, their
 * iterations, the order of a sweep, the treatment of borders and the defaults are those of the
 * authors' published program. Colours are sRGB samples as they are, not linear light, as there.
 *
 * <p>A last step is not in the paper, and {@link Builder#exact(boolean) exact(false)} leaves it
 * out: each pixel gets the nearest pair of colours that composes to the photograph. Smoothness
 * outweighs the photograph where alpha changes much from pixel to pixel; in drawn hair, fur and
 * foliage the step halves what is then left between the estimate and the true colours.
 *
 * <p>Deviations: the two equations of a pixel are solved in a form without cancellation, and the
 * mean colours of the start are summed up in double precision. A level of more than 256 rows is
 * swept in bands, which may go to different threads: each band begins 16 rows earlier (with two
 * iterations), where what it lacks from above has faded. The result does not depend on the number
 * of threads, and differs, without the last step, from the program's by less than 0.001 of full
 * intensity at any pixel, by less than 0.000001 on average. A picture of one pixel, for which the
 * program divides by zero, is one level.
 *
 * <p>Memory: about 8 bytes per pixel beside the picture, the matte and the result.
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
   * The estimation with its defaults.
   *
   * @return the shared instance
   */
  public static ForegroundEstimation standard() {
    return STANDARD;
  }

  /**
   * A builder with the defaults: regularisation 1e-5, 10 iterations for levels of up to 32 pixels
   * and 2 for larger ones, gradient weight 1, exact, as many threads as there are processors.
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

  /** All settings in one line, for logs. */
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
     * Sets how much neighbours count where alpha does not change.
     *
     * @param value 1e-7 to 1; more makes colours smoother
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder regularisation(double value) {
      Ranges.require(
          value >= LEAST_REGULARISATION && value <= 1, "regularisation", value, "1e-7 to 1");
      regularisation = (float) value;
      return this;
    }

    /**
     * Sets the sweeps over each small level.
     *
     * @param count 1 to 1000
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder smallIterations(int count) {
      smallIterations = Ranges.within("smallIterations", count, 1, MOST_ITERATIONS);
      return this;
    }

    /**
     * Sets the sweeps over each larger level; the time is nearly in proportion to them.
     *
     * @param count 1 to 1000
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder bigIterations(int count) {
      bigIterations = Ranges.within("bigIterations", count, 1, MOST_ITERATIONS);
      return this;
    }

    /**
     * Sets which levels are small.
     *
     * @param pixels the longest side of a small level, at least 0; 0 makes none small
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder smallSize(int pixels) {
      smallSize = Ranges.atLeast("smallSize", pixels, 0);
      return this;
    }

    /**
     * Sets how much more neighbours count where alpha changes.
     *
     * @param value times the difference of alpha, 0 to 1000; more makes the colours of an edge
     *     smoother
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder gradientWeight(double value) {
      Ranges.within("gradientWeight", value, 0, MOST_GRADIENT_WEIGHT);
      gradientWeight = (float) value;
      return this;
    }

    /**
     * Sets whether each pixel's colours compose to the photograph. If not they are those of the
     * paper, which are smoother where alpha changes from pixel to pixel, and follow the photograph
     * less.
     *
     * @param value true unless said otherwise
     * @return this builder
     */
    public Builder exact(boolean value) {
      exact = value;
      return this;
    }

    /**
     * Sets how many threads work on a picture; the result does not depend on it.
     *
     * @param count at least 1
     * @return this builder
     * @throws InvalidInputException if it is less
     */
    public Builder threads(int count) {
      threads = Ranges.atLeast("threads", count, 1);
      return this;
    }

    /** For tests: how many rows a thread takes at a time, at most. */
    Builder bandHeight(int rows) {
      bandHeight = rows;
      return this;
    }

    /**
     * The estimation.
     *
     * @return a new estimation
     */
    public ForegroundEstimation build() {
      return new ForegroundEstimation(this);
    }
  }
}
