package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of one training stage. Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public final class StageRecipe {
  private final Builder settings;

  private StageRecipe(Builder builder) {
    Ranges.positive("learningRate", builder.learningRate);
    Ranges.atLeast("batchSize", builder.batchSize, 1);
    Ranges.atLeast("microBatch", builder.microBatch == null ? 1 : builder.microBatch, 1);
    Ranges.atLeast("epochs", builder.epochs, 1);
    Ranges.require(builder.clipNorm > 0, "clipNorm", builder.clipNorm, "a number above 0");
    Ranges.below1("averaging", builder.averaging);
    if (builder.microBatch != null && builder.microBatch > builder.batchSize) {
      throw new InvalidInputException(
          "microBatch is "
              + builder.microBatch
              + ", wanted at most the batchSize of "
              + builder.batchSize);
    }
    settings = new Builder(builder);
    if (stage().trains().stream().allMatch(group -> groupFactor(group) == 0)) {
      throw new InvalidInputException(
          "factor of every part that " + stage().id() + " trains is 0, wanted one above 0");
    }
  }

  /**
   * Returns a builder with the defaults: SGD with momentum 0.9, learning rate 1e-4, constant,
   * batches of 16 in one piece, no clipping, batch statistics, no averaging, one epoch; half alpha
   * prediction and half composition loss for {@link Stage#ENCODER_DECODER}, otherwise alpha
   * prediction loss.
   *
   * @param stage the stage to train
   * @return a new builder
   */
  public static Builder builder(Stage stage) {
    return new Builder(stage);
  }

  /**
   * Returns a builder that starts from this recipe.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Returns the stage to train.
   *
   * @return the stage
   */
  public Stage stage() {
    return settings.stage;
  }

  /**
   * Returns the optimiser, which turns gradients into changes of the parameters.
   *
   * @return the optimiser
   */
  public Optimiser optimiser() {
    return settings.optimiser;
  }

  /**
   * Returns the learning rate of a step.
   *
   * @param group the part of the network
   * @param step from 0
   * @param steps total steps of the stage, more than the step
   * @return the base rate times the group's factor times the schedule's; 0 for a part that the
   *     stage does not train
   * @throws InvalidInputException if the stage does not have the step
   */
  public double learningRate(ParameterGroup group, long step, long steps) {
    double factor = stage().trains().contains(group) ? groupFactor(group) : 0;
    return settings.learningRate * factor * settings.schedule.factor(step, steps);
  }

  private double groupFactor(ParameterGroup group) {
    return settings.groupFactors.getOrDefault(group, 1.0);
  }

  /**
   * Returns the weight of each loss.
   *
   * @return the weights
   */
  public LossWeights losses() {
    return settings.losses;
  }

  /**
   * Returns the number of samples between two changes of the parameters.
   *
   * @return at least 1
   */
  public int batchSize() {
    return settings.batchSize;
  }

  /**
   * Returns the number of samples that go through the network at once; the gradients of a batch's
   * parts are added up.
   *
   * @return at least 1, at most the batch size
   */
  public int microBatch() {
    return settings.microBatch == null ? settings.batchSize : settings.microBatch;
  }

  /**
   * Returns the global norm to which larger gradients are clipped.
   *
   * @return above 0; infinite without clipping
   */
  public double clipNorm() {
    return settings.clipNorm;
  }

  /**
   * Returns the statistics that batch normalisation uses.
   *
   * @return the mode
   */
  public BatchNormalisation batchNormalisation() {
    return settings.batchNormalisation;
  }

  /**
   * Returns how slowly the average of the weights follows them.
   *
   * @return the decay, 0 to below 1; 0 without averaging
   * @see Builder#averaging
   */
  public double averaging() {
    return settings.averaging;
  }

  /**
   * Returns the length of the stage in epochs, unless a number of steps is set.
   *
   * @return at least 1
   */
  public int epochs() {
    return settings.epochs;
  }

  /**
   * Returns the whole recipe in words and numbers.
   *
   * @return an unmodifiable map in a fixed order
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("stage", stage().id());
    map.put("optimiser", optimiser().toString());
    map.put("learningRate", settings.learningRate);
    settings.groupFactors.forEach(
        (group, factor) -> map.put("learningRateFactor." + group.id(), factor));
    map.put("schedule", settings.schedule.toString());
    map.put("losses", losses().toString());
    map.put("batchSize", batchSize());
    map.put("microBatch", microBatch());
    map.put("clipNorm", Double.isInfinite(clipNorm()) ? "none" : clipNorm());
    map.put("batchNormalisation", batchNormalisation().id());
    map.put("averaging", averaging() == 0 ? "none" : averaging());
    map.put("epochs", epochs());
    return Collections.unmodifiableMap(map);
  }

  /** Compares by effect: a micro-batch of the batch's size equals none. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StageRecipe that && asMap().equals(that.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    asMap().forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** Collects and validates a {@link StageRecipe}. Not safe to share between threads. */
  public static final class Builder {
    private final Stage stage;
    private final Map<ParameterGroup, Double> groupFactors;
    private Optimiser optimiser = Optimiser.sgd(0.9, 0);
    private double learningRate = 1e-4;
    private Schedule schedule = Schedule.constant();
    private LossWeights losses;
    private int batchSize = 16;
    private @Nullable Integer microBatch;
    private double clipNorm = Double.POSITIVE_INFINITY;
    private BatchNormalisation batchNormalisation = BatchNormalisation.BATCH_STATISTICS;
    private double averaging;
    private int epochs = 1;

    private Builder(Stage stage) {
      this.stage = Objects.requireNonNull(stage, "stage");
      groupFactors = new EnumMap<>(ParameterGroup.class);
      losses =
          stage == Stage.ENCODER_DECODER
              ? LossWeights.alphaAndComposition()
              : LossWeights.only(Loss.ALPHA_PREDICTION);
    }

    private Builder(Builder other) {
      stage = other.stage;
      groupFactors = new EnumMap<>(other.groupFactors);
      optimiser = other.optimiser;
      learningRate = other.learningRate;
      schedule = other.schedule;
      losses = other.losses;
      batchSize = other.batchSize;
      microBatch = other.microBatch;
      clipNorm = other.clipNorm;
      batchNormalisation = other.batchNormalisation;
      averaging = other.averaging;
      epochs = other.epochs;
    }

    /**
     * Sets the optimiser, which turns gradients into changes of the parameters.
     *
     * @param value the optimiser
     * @return this builder
     */
    public Builder optimiser(Optimiser value) {
      optimiser = Objects.requireNonNull(value, "optimiser");
      return this;
    }

    /**
     * Sets the base learning rate.
     *
     * @param rate above 0, finite
     * @return this builder
     */
    public Builder learningRate(double rate) {
      learningRate = rate;
      return this;
    }

    /**
     * Sets the factor of the base rate for a part of the network. It has no effect in a stage that
     * does not train the part.
     *
     * @param group the part
     * @param factor 0 or more, finite, 1 by default; 0 keeps its parameters unchanged
     * @return this builder
     * @throws InvalidInputException if the factor is negative or not finite
     */
    public Builder groupFactor(ParameterGroup group, double factor) {
      groupFactors.put(
          Objects.requireNonNull(group, "group"),
          Ranges.notNegative("factor of " + group.id(), factor));
      groupFactors.values().removeIf(value -> value == 1);
      return this;
    }

    /**
     * Sets the schedule of the learning rate over the stage.
     *
     * @param value the schedule
     * @return this builder
     */
    public Builder schedule(Schedule value) {
      schedule = Objects.requireNonNull(value, "schedule");
      return this;
    }

    /**
     * Sets the weight of each loss.
     *
     * @param weights the weights
     * @return this builder
     */
    public Builder losses(LossWeights weights) {
      losses = Objects.requireNonNull(weights, "losses");
      return this;
    }

    /**
     * Sets the number of samples between two changes of the parameters.
     *
     * @param samples at least 1
     * @return this builder
     */
    public Builder batchSize(int samples) {
      batchSize = samples;
      return this;
    }

    /**
     * Sets the number of samples that go through the network at once, for batches that do not fit
     * into memory; batch normalisation sees only these. The whole batch by default.
     *
     * @param samples at least 1, at most the batch size
     * @return this builder
     */
    public Builder microBatch(int samples) {
      microBatch = samples;
      return this;
    }

    /**
     * Sets gradient clipping: the global norm to which larger gradients are scaled down.
     *
     * @param norm above 0; infinite, the default, for no clipping
     * @return this builder
     */
    public Builder clipNorm(double norm) {
      clipNorm = norm;
      return this;
    }

    /**
     * Sets the statistics that batch normalisation uses.
     *
     * @param mode the mode
     * @return this builder
     */
    public Builder batchNormalisation(BatchNormalisation mode) {
      batchNormalisation = Objects.requireNonNull(mode, "batchNormalisation");
      return this;
    }

    /**
     * Sets the decay of an exponential moving average over the steps. With averaging, validation,
     * saved files and the next stage use the smoother average of the parameters and of batch
     * normalisation's running statistics, instead of the values after the last step; training
     * itself continues from the latter. The average starts with the stage's initial weights; after
     * step n, counted from 0, it becomes d average + (1 - d) weights with d = min(decay, (1 + n) /
     * (10 + n)), as TensorFlow's {@code ExponentialMovingAverage} with {@code num_updates}, so it
     * soon forgets its start.
     *
     * @param decay 0 to below 1, such as 0.999; 0, the default, for no averaging
     * @return this builder
     */
    public Builder averaging(double decay) {
      averaging = decay;
      return this;
    }

    /**
     * Sets the length of the stage in epochs, unless a number of steps is set.
     *
     * @param count at least 1
     * @return this builder
     */
    public Builder epochs(int count) {
      epochs = count;
      return this;
    }

    /**
     * Validates the settings and returns the recipe.
     *
     * @return an immutable recipe
     * @throws InvalidInputException if a value is out of range, or no part would learn
     */
    public StageRecipe build() {
      return new StageRecipe(this);
    }
  }
}
