package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The weight of each loss in the sum to minimise. Immutable.
 *
 * @since 0.1
 */
public final class LossWeights {
  private final Map<Loss, Double> weights;

  private LossWeights(Map<Loss, Double> weights) {
    this.weights = Collections.unmodifiableMap(weights);
  }

  /**
   * Returns weights with a single loss of weight 1.
   *
   * @param loss the loss
   * @return the weights; all others are 0
   */
  public static LossWeights only(Loss loss) {
    return new LossWeights(new EnumMap<>(Map.of(loss, 1.0)));
  }

  /**
   * Returns half alpha prediction, half composition, as in the paper's first stage.
   *
   * @return weights
   */
  public static LossWeights alphaAndComposition() {
    return only(Loss.ALPHA_PREDICTION).with(Loss.ALPHA_PREDICTION, 0.5).with(Loss.COMPOSITION, 0.5);
  }

  /**
   * Returns the same weights with one changed.
   *
   * @param loss the loss
   * @param weight 0 or more, finite; 0 removes the loss
   * @return new weights
   * @throws InvalidInputException if the weight is negative or not finite, or no loss is left
   */
  public LossWeights with(Loss loss, double weight) {
    Ranges.notNegative("weight of " + loss.id(), weight);
    Map<Loss, Double> changed = new EnumMap<>(weights);
    changed.put(loss, weight);
    changed.values().removeIf(value -> value == 0);
    if (changed.isEmpty()) {
      throw new InvalidInputException(
          "weight of " + loss.id() + " is 0 and so are the others, wanted one above 0");
    }
    return new LossWeights(changed);
  }

  /**
   * Returns the weight of a loss.
   *
   * @param loss the loss
   * @return 0 or more
   */
  public double of(Loss loss) {
    return weights.getOrDefault(loss, 0.0);
  }

  /**
   * Returns the losses that count.
   *
   * @return an unmodifiable map of the weights that are not 0, in the order of {@link Loss}
   */
  public Map<Loss, Double> asMap() {
    return weights;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LossWeights that && weights.equals(that.weights);
  }

  @Override
  public int hashCode() {
    return weights.hashCode();
  }

  /** Returns the sum as text, such as {@code 0.5 alpha + 0.5 composition}. */
  @Override
  public String toString() {
    return weights.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().id())
        .collect(Collectors.joining(" + "));
  }
}
