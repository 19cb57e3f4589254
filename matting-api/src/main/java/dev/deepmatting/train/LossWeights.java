package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How much each loss counts in the sum that is minimised. Immutable. */
public final class LossWeights {
  private final Map<Loss, Double> weights;

  private LossWeights(Map<Loss, Double> weights) {
    this.weights = Collections.unmodifiableMap(weights);
  }

  /**
   * One loss with the weight 1.
   *
   * @param loss the loss
   * @return weights, all others 0
   */
  public static LossWeights only(Loss loss) {
    return new LossWeights(new EnumMap<>(Map.of(loss, 1.0)));
  }

  /**
   * Half alpha prediction, half composition, as the paper has it for its first stage.
   *
   * @return weights
   */
  public static LossWeights alphaAndComposition() {
    return only(Loss.ALPHA_PREDICTION).with(Loss.ALPHA_PREDICTION, 0.5).with(Loss.COMPOSITION, 0.5);
  }

  /**
   * The same weights but for one.
   *
   * @param loss the loss
   * @param weight 0 or more; 0 takes it out
   * @return new weights
   * @throws InvalidInputException if the weight is negative or not finite, or none is left
   */
  public LossWeights with(Loss loss, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new InvalidInputException(
          "weight of " + loss.id() + " is " + weight + ", wanted a number that is not negative");
    }
    Map<Loss, Double> changed = new EnumMap<>(Loss.class);
    changed.putAll(weights);
    changed.put(loss, weight);
    changed.values().removeIf(value -> value == 0);
    if (changed.isEmpty()) {
      throw new InvalidInputException("all weights of losses are 0, wanted one that is not");
    }
    return new LossWeights(changed);
  }

  /**
   * The weight of a loss.
   *
   * @param loss the loss
   * @return 0 or more
   */
  public double of(Loss loss) {
    return weights.getOrDefault(loss, 0.0);
  }

  /**
   * The losses that count.
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

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    weights.forEach(
        (loss, weight) ->
            text.append(text.length() == 0 ? "" : " + ")
                .append(weight)
                .append(' ')
                .append(loss.id()));
    return text.toString();
  }
}
