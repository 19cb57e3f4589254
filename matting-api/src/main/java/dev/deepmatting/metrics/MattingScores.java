package dev.deepmatting.metrics;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The errors of one predicted matte, or their means over several. Immutable; 0 is perfect.
 *
 * <p>The sums (SAD, gradient, connectivity) are divided by 1000, as published tables print them.
 * MSE and MAD are means over the scored pixels; tables often print 1000 times the MSE.
 *
 * @param pixels number of scored pixels; in a mean, the mean of these counts
 * @param sad sum of absolute differences of alpha (0 to 1) / 1000
 * @param mse mean squared difference of alpha (0 to 1)
 * @param gradient sum of squared differences of gradient magnitudes / 1000
 * @param connectivity sum of absolute differences of connectedness / 1000
 * @param mad mean absolute difference of alpha (0 to 1)
 * @since 0.1
 */
public record MattingScores(
    double pixels, double sad, double mse, double gradient, double connectivity, double mad) {
  /**
   * Checks the values.
   *
   * @param pixels more than 0
   * @param sad from 0
   * @param mse 0 to 1
   * @param gradient from 0
   * @param connectivity from 0
   * @param mad 0 to 1
   * @throws InvalidInputException if a value is NaN or outside its range
   */
  public MattingScores {
    Ranges.notNegative("pixels", pixels);
    if (pixels == 0) {
      throw new InvalidInputException("pixels is 0, wanted more than 0");
    }
    Ranges.notNegative("sad", sad);
    Ranges.share("mse", mse);
    Ranges.notNegative("gradient", gradient);
    Ranges.notNegative("connectivity", connectivity);
    Ranges.share("mad", mad);
  }

  /**
   * Returns the mean of each value; every image has the same weight, whatever its number of pixels.
   *
   * @param scores the images' scores, at least one
   * @return their means
   * @throws InvalidInputException if there are none
   */
  public static MattingScores mean(List<MattingScores> scores) {
    if (scores.isEmpty()) {
      throw new InvalidInputException("scores is empty, wanted at least one image");
    }
    return new MattingScores(
        mean(scores, MattingScores::pixels),
        mean(scores, MattingScores::sad),
        mean(scores, MattingScores::mse),
        mean(scores, MattingScores::gradient),
        mean(scores, MattingScores::connectivity),
        mean(scores, MattingScores::mad));
  }

  private static double mean(
      List<MattingScores> scores, ToDoubleFunction<MattingScores> component) {
    return scores.stream().mapToDouble(component).sum() / scores.size();
  }
}
