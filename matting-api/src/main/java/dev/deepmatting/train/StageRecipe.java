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
 * How one stage is trained. Immutable and safe to share between threads.
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
   * A builder: SGD with momentum 0.9, learning rate 1e-4, constant, batches of 16 in one piece, no
   * clipping, batch statistics, no averaging, one epoch; half alpha prediction and half composition
   * loss for {@link Stage#ENCODER_DECODER}, else alpha prediction loss.
   *
   * @param stage what trains
   * @return a new builder
   */
  public static Builder builder(Stage stage) {
    return new Builder(stage);
  }

  /**
   * A builder that starts from this recipe.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * What trains.
   *
   * @return the stage
   */
  public Stage stage() {
    return settings.stage;
  }

  /**
   * How a gradient changes the parameters.
   *
   * @return the optimiser
   */
  public Optimiser optimiser() {
    return settings.optimiser;
  }

  /**
   * The learning rate of a step.
   *
   * @param group the part of the network
   * @param step from 0
   * @param steps how many the stage has, more than the step
   * @return base rate times the group's factor times the schedule's; 0 for a part that the stage
   *     does not train
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
   * How much each loss counts.
   *
   * @return the weights
   */
  public LossWeights losses() {
    return settings.losses;
  }

  /**
   * Samples between two changes of the parameters.
   *
   * @return at least 1
   */
  public int batchSize() {
    return settings.batchSize;
  }

  /**
   * Samples that go through the network at once; gradients of a batch's parts are added up.
   *
   * @return at least 1, at most the batch size
   */
  public int microBatch() {
    return settings.microBatch == null ? settings.batchSize : settings.microBatch;
  }

  /**
   * The global norm to which larger gradients are clipped.
   *
   * @return above 0; infinite without clipping
   */
  public double clipNorm() {
    return settings.clipNorm;
  }

  /**
   * What batch normalisation normalises by.
   *
   * @return the mode
   */
  public BatchNormalisation batchNormalisation() {
    return settings.batchNormalisation;
  }

  /**
   * How slowly the average of the weights follows them.
   *
   * @return the decay, 0 to below 1; 0 without averaging
   * @see Builder#averaging
   */
  public double averaging() {
    return settings.averaging;
  }

  /**
   * How long the stage is, unless a number of steps is given.
   *
   * @return at least 1
   */
  public int epochs() {
    return settings.epochs;
  }

  /**
   * All of it in words and numbers.
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

  /** By what they do: a micro-batch of the batch's size is the same as none. */
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
     * Sets how a gradient changes the parameters.
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
     * Sets by what the base rate is multiplied for a part of the network. It says nothing in a
     * stage that does not train the part.
     *
     * @param group the part
     * @param factor 0 or more, finite, 1 by default; with 0 its parameters stay
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
     * Sets how the rate goes over the stage.
     *
     * @param value the schedule
     * @return this builder
     */
    public Builder schedule(Schedule value) {
      schedule = Objects.requireNonNull(value, "schedule");
      return this;
    }

    /**
     * Sets how much each loss counts.
     *
     * @param weights the weights
     * @return this builder
     */
    public Builder losses(LossWeights weights) {
      losses = Objects.requireNonNull(weights, "losses");
      return this;
    }

    /**
     * Sets how many samples there are between two changes of the parameters.
     *
     * @param samples at least 1
     * @return this builder
     */
    public Builder batchSize(int samples) {
      batchSize = samples;
      return this;
    }

    /**
     * Sets how many samples go through the network at once, for batches that do not fit into
     * memory; batch normalisation sees these alone. The whole batch by default.
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
     * @param norm above 0; infinite for no clipping, as by default
     * @return this builder
     */
    public Builder clipNorm(double norm) {
      clipNorm = norm;
      return this;
    }

    /**
     * Sets what batch normalisation normalises by.
     *
     * @param mode the mode
     * @return this builder
     */
    public Builder batchNormalisation(BatchNormalisation mode) {
      batchNormalisation = Objects.requireNonNull(mode, "batchNormalisation");
      return this;
    }

    /**
     * Sets whether what is validated, saved and handed to the next stage is the network as it is
     * after the last step, or an exponential moving average over the steps, which is smoother: of
     * the parameters, and of batch normalisation's running statistics. Training itself goes on from
     * the former. The average begins with what the stage begins with; after step n, from 0, it
     * becomes d average + (1 - d) weights with d = min(decay, (1 + n) / (10 + n)), as that of
     * TensorFlow's {@code ExponentialMovingAverage} with {@code num_updates}, so that it soon
     * forgets its beginning.
     *
     * @param decay 0 to below 1, such as 0.999; 0 for no averaging, as by default
     * @return this builder
     */
    public Builder averaging(double decay) {
      averaging = decay;
      return this;
    }

    /**
     * Sets how long the stage is, unless a number of steps is given.
     *
     * @param count at least 1
     * @return this builder
     */
    public Builder epochs(int count) {
      epochs = count;
      return this;
    }

    /**
     * Validates and makes the recipe.
     *
     * @return an immutable recipe
     * @throws InvalidInputException if a value is outside its range, or no part would learn
     */
    public StageRecipe build() {
      return new StageRecipe(this);
    }
  }
}
