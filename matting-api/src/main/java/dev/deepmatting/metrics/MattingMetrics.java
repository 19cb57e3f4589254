package dev.deepmatting.metrics;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;
import java.util.Objects;

/**
 * Compares a predicted matte with the true one by the metrics of the matting benchmark (Rhemann et
 * al., "A Perceptually Motivated Online Benchmark for Image Matting", CVPR 2009), in the form of
 * its published evaluation code: SAD, MSE, gradient, connectivity, and MAD.
 *
 * <p>Both mattes are first rounded half up to 8 bits, p and t. U is the scored {@link Region}; n
 * its size.
 *
 * <ul>
 *   <li>SAD: sum of |p - t| / 255 over U, divided by 1000.
 *   <li>MSE: sum of ((p - t) / 255)^2 over U, divided by n.
 *   <li>MAD: sum of |p - t| / 255 over U, divided by n.
 *   <li>Gradient: p and t are each stretched to 0 to 1 over the whole image (a constant image has
 *       gradient 0) and filtered with the derivative of a Gaussian: sigma 1.4, 9x9 values h = g(y)
 *       g'(x) divided by their L2 norm, and its transpose; beyond the border the nearest pixel
 *       counts. The squared differences of the two magnitudes are summed over U and divided by
 *       1000.
 *   <li>Connectivity: for k = 1 to 10 the connected part is the largest 4-connected component of
 *       the pixels with 10 p &gt;= 255 k and 10 t &gt;= 255 k, of equally large ones the first in
 *       column-major order. A pixel's level l is (k - 1) / 10 for the first k at which it lies
 *       outside, 1 if there is none. With d = alpha - l the connectedness is 1 - d where d &gt;=
 *       0.15, else 1. The absolute differences of the two are summed over U and divided by 1000.
 * </ul>
 *
 * <p>Immutable and safe to share between threads. Working memory: about 5 bytes for a pixel, in
 * addition to the mattes; more for the components of mattes that are noise.
 *
 * @since 0.1
 */
public final class MattingMetrics {
  private static final double THOUSAND = 1000;
  private static final MattingMetrics STANDARD =
      new MattingMetrics(Region.UNKNOWN, EmptyIntersection.NOTHING);

  private final Region region;
  private final EmptyIntersection emptyIntersection;

  private MattingMetrics(Region region, EmptyIntersection emptyIntersection) {
    this.region = Objects.requireNonNull(region, "region");
    this.emptyIntersection = Objects.requireNonNull(emptyIntersection, "emptyIntersection");
  }

  /**
   * Returns the metrics as defined, on the unknown region.
   *
   * @return the shared instance
   */
  public static MattingMetrics standard() {
    return STANDARD;
  }

  /**
   * Returns the same metrics on another region.
   *
   * @param region which pixels are scored
   * @return the metrics
   */
  public MattingMetrics withRegion(Region region) {
    return new MattingMetrics(region, emptyIntersection);
  }

  /**
   * Returns the same metrics with another interpretation of connectivity.
   *
   * @param emptyIntersection what is connected where no pixel reaches the threshold
   * @return the metrics
   */
  public MattingMetrics withEmptyIntersection(EmptyIntersection emptyIntersection) {
    return new MattingMetrics(region, emptyIntersection);
  }

  /**
   * Returns which pixels are scored.
   *
   * @return the region
   */
  public Region region() {
    return region;
  }

  /**
   * Returns what is connected where no pixel reaches the threshold.
   *
   * @return the reading of connectivity
   */
  public EmptyIntersection emptyIntersection() {
    return emptyIntersection;
  }

  /**
   * Compares two mattes.
   *
   * @param prediction the predicted matte
   * @param truth the true matte, of the same size
   * @param trimap the trimap, of the same size
   * @return the errors
   * @throws InvalidInputException if sizes differ, or the unknown region is scored and empty
   */
  public MattingScores compare(AlphaMatte prediction, AlphaMatte truth, Trimap trimap) {
    requireSize("trimap", trimap.width(), trimap.height(), truth);
    if (region == Region.WHOLE_IMAGE) {
      return compare(prediction, truth);
    }
    if (trimap.unknownCount() == 0) {
      throw new InvalidInputException("trimap has 0 unknown pixels, wanted at least 1");
    }
    return scores(prediction, truth, GrayPlane.ScoredPixels.unknown(trimap));
  }

  /**
   * Compares two mattes over the whole image.
   *
   * @param prediction the predicted matte
   * @param truth the true matte, of the same size
   * @return the errors
   * @throws InvalidInputException if the sizes differ, or the region is not {@link
   *     Region#WHOLE_IMAGE}
   */
  public MattingScores compare(AlphaMatte prediction, AlphaMatte truth) {
    Ranges.require(
        region == Region.WHOLE_IMAGE,
        "region",
        region,
        "a trimap with it, or " + Region.WHOLE_IMAGE);
    return scores(prediction, truth, GrayPlane.ScoredPixels.all(truth.width() * truth.height()));
  }

  private MattingScores scores(
      AlphaMatte prediction, AlphaMatte truth, GrayPlane.ScoredPixels scored) {
    requireSize("prediction", prediction.width(), prediction.height(), truth);
    GrayPlane predicted = GrayPlane.of(prediction);
    GrayPlane wanted = GrayPlane.of(truth);
    PixelDifference difference = PixelDifference.of(predicted, wanted, scored);
    return new MattingScores(
        scored.count(),
        difference.sum() / THOUSAND,
        difference.sumOfSquares() / scored.count(),
        GradientError.sum(predicted, wanted, scored) / THOUSAND,
        ConnectivityError.sum(predicted, wanted, scored, emptyIntersection) / THOUSAND,
        difference.sum() / scored.count());
  }

  private static void requireSize(String name, int width, int height, AlphaMatte truth) {
    Sizes.requireSame(name, width, height, "truth", truth.width(), truth.height());
  }

  /**
   * Absolute and squared differences, summed in integers, hence without rounding.
   *
   * @param absolute the sum of |p - t|, in steps of 1/255
   * @param squared the sum of (p - t)^2, in steps of 1/255^2
   */
  record PixelDifference(long absolute, long squared) {
    private static final double MAX = 255;

    static PixelDifference of(
        GrayPlane prediction, GrayPlane truth, GrayPlane.ScoredPixels scored) {
      long absolute = 0;
      long squared = 0;
      for (int i = 0; i < prediction.samples().length; i++) {
        if (scored.contains(i)) {
          int difference = prediction.at(i) - truth.at(i);
          absolute += Math.abs(difference);
          squared += (long) difference * difference;
        }
      }
      return new PixelDifference(absolute, squared);
    }

    double sum() {
      return absolute / MAX;
    }

    double sumOfSquares() {
      return squared / (MAX * MAX);
    }
  }
}
