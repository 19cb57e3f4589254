package dev.deepmatting.dl4j.internal.loss;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.LossWeights;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The weighted sum of losses that a stage minimises, in double precision. Immutable and safe to
 * share between threads.
 */
public final class MattingLoss {
  private static final Map<Loss, LossTerm> TERMS =
      new EnumMap<>(
          Map.of(
              Loss.ALPHA_PREDICTION, new LossTerm.AlphaPrediction(),
              Loss.COMPOSITION, new LossTerm.Composition(),
              Loss.LAPLACIAN_PYRAMID, new LossTerm.LaplacianPyramid(),
              Loss.GRADIENT, new LossTerm.GradientDifference()));

  private final LossWeights weights;

  /**
   * Creates a weighted sum.
   *
   * @param weights the weight of each loss; those with weight 0 are not computed
   */
  public MattingLoss(LossWeights weights) {
    this.weights = weights;
  }

  /**
   * The losses of a batch, or a part of one.
   *
   * @param losses the part's share of each loss with a weight, unweighted
   * @param total their weighted sum
   * @param gradient of the total with regard to alpha, [N, 1, H, W]
   */
  public record Value(Map<Loss, Double> losses, double total, double[] gradient) {}

  /**
   * Returns the size of the unknown region.
   *
   * @param label [N, 11, H, W]
   * @return pixels of all samples
   */
  public static long unknownPixels(FloatTensor label) {
    return new Labels(label).unknownPixels();
  }

  /**
   * Computes losses and gradient of a batch or a part of one.
   *
   * @param alpha predicted, [N, 1, H, W]
   * @param label the ground truth, [N, 11, H, W]
   * @param unknownPixels the divisor: the size of the whole batch's unknown region; if 0, all
   *     results are 0
   * @return losses and gradient
   */
  public Value of(double[] alpha, FloatTensor label, long unknownPixels) {
    Labels labels = new Labels(label);
    double share = 1.0 / Math.max(1, unknownPixels);
    double[] gradient = new double[alpha.length];
    Map<Loss, Double> losses = new EnumMap<>(Loss.class);
    double total = 0;
    for (Map.Entry<Loss, Double> entry : weights.asMap().entrySet()) {
      double weight = entry.getValue();
      LossTerm term = Objects.requireNonNull(TERMS.get(entry.getKey()), entry.getKey().id());
      double sum = sum(term, alpha, labels, weight * share, gradient);
      losses.put(entry.getKey(), sum * share);
      total += weight * sum * share;
    }
    return new Value(losses, total, gradient);
  }

  /** Computes samples in parallel; sums their losses in a fixed order, whichever finishes first. */
  private static double sum(
      LossTerm term, double[] alpha, Labels labels, double factor, double[] gradient) {
    double[] sums = new double[labels.count()];
    IntStream.range(0, sums.length)
        .parallel()
        .forEach(sample -> sums[sample] = term.add(sample, alpha, labels, factor, gradient));
    return Arrays.stream(sums).reduce(0, Double::sum);
  }
}
