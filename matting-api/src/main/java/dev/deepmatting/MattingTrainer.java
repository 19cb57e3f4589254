package dev.deepmatting;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.TrainerProvider;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingRecipe;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Trains a matting network on a user's own data.
 *
 * <pre>{@code
 * MattingTrainer.builder()
 *     .stage(Stage.ENCODER_DECODER)
 *     .recipe(TrainingRecipe.modern())
 *     .data(foregroundsAndBackgrounds)
 *     .validation(WholeImages.of(others, 1))
 *     .output(Path.of("run"))
 *     .build()
 *     .fit();
 * try (Matting matting = Matting.load(Path.of("run/model.safetensors"))) {
 *   ...
 * }
 * }</pre>
 *
 * <p>The run's folder holds the best model, checkpoints to go on from, a report to look at and
 * events for TensorBoard. Immutable; one run at a time may use a folder.
 *
 * @since 0.1
 */
public final class MattingTrainer {
  private final TrainingSettings settings;

  private MattingTrainer(TrainingSettings settings) {
    this.settings = settings;
  }

  /**
   * A builder with the defaults: the stage {@link Stage#ENCODER_DECODER}, the recipe {@code
   * modern}, a full-width network from random weights, seed 0, no validation.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains and waits for the end. An interrupt of the calling thread ends the run after the step
   * that is going on, with a checkpoint; the flag stays set, and the result says that the run is
   * not complete.
   *
   * @return what is left of the run
   * @throws InvalidInputException if the settings do not fit together, the data, or the run that is
   *     to be resumed
   * @throws dev.deepmatting.error.ModelFormatException if what training starts from cannot be used
   * @throws dev.deepmatting.error.TrainingDivergedException if a loss is NaN, infinite or explodes;
   *     the message names the last good checkpoint
   * @throws dev.deepmatting.error.EngineException if there is not enough memory, or nothing on the
   *     class path trains
   */
  public TrainingResult fit() {
    TrainerProvider provider =
        Services.first(
            TrainerProvider.class, TrainerProvider.class.getClassLoader(), "trains networks");
    try (RunWatchers watchers = new RunWatchers(settings.output())) {
      return provider.train(watchers.before(settings));
    }
  }

  /**
   * What {@link #fit()} will do.
   *
   * @return the validated settings
   */
  public TrainingSettings settings() {
    return settings;
  }

  /** Collects and validates how a network is trained. Not safe to share between threads. */
  public static final class Builder {
    private List<Stage> stages = List.of(Stage.ENCODER_DECODER);
    private TrainingRecipe recipe = TrainingRecipe.modern();
    private @Nullable NetworkConfig network;
    private List<String> guides = List.of();
    private @Nullable WeightSource start;
    private @Nullable LayerSource data;
    private String dataDescription = "";
    private @Nullable SampleSource validation;
    private int validationImages = 10;
    private @Nullable Path output;
    private long seed;
    private OptionalLong steps = OptionalLong.empty();
    private OptionalLong stopAfter = OptionalLong.empty();
    private boolean resume;
    private int checkpointEvery = 100;
    private int keepCheckpoints = 3;
    private int validateEvery = 500;
    private int workers = Runtime.getRuntime().availableProcessors();
    private OnUnusable onUnusable = OnUnusable.FAIL;
    private @Nullable MemorySize memoryBudget;
    private final List<TrainingListener> listeners = new ArrayList<>();

    private Builder() {}

    /**
     * Sets the one stage that is trained.
     *
     * @param stage what trains
     * @return this builder
     */
    public Builder stage(Stage stage) {
      stages = List.of(stage);
      return this;
    }

    /**
     * Trains all three stages in their order, each from where the one before it ended.
     *
     * @return this builder
     */
    public Builder allStages() {
      stages = List.of(Stage.values());
      return this;
    }

    /**
     * Sets how samples are made and how stages go.
     *
     * @param value the recipe
     * @return this builder
     */
    public Builder recipe(TrainingRecipe value) {
      recipe = Objects.requireNonNull(value, "recipe");
      return this;
    }

    /**
     * Sets the network that is trained. By default it is that of the file that training starts
     * from, else the {@code seed} variant at full width; a refinement head with a residual on the
     * logit is added where a stage needs one.
     *
     * @param value the network
     * @return this builder
     */
    public Builder network(NetworkConfig value) {
      network = Objects.requireNonNull(value, "network");
      return this;
    }

    /**
     * Guides the network by mattes of methods without a network, which are computed for each sample
     * as {@code Matting} computes them for each picture. A network that is not guided yet begins by
     * giving the first one's matte; one with as many guides takes these in their place.
     *
     * @param methods at most four different ones; their parameters are the standard ones
     * @return this builder
     */
    public Builder guides(PropagationMethod... methods) {
      guides = Arrays.stream(methods).map(PropagationMethod::name).toList();
      return this;
    }

    /**
     * Sets what training starts from.
     *
     * @param value a model file, a checkpoint of this or another implementation, or the weights of
     *     a VGG16 classifier, of which the encoder is taken
     * @return this builder
     * @throws InvalidInputException if it is a method without weights
     */
    public Builder start(WeightSource value) {
      start = Builtins.requireWeights("start", Objects.requireNonNull(value, "start"));
      return this;
    }

    /**
     * Sets what training starts from.
     *
     * @param file like {@link #start(WeightSource)}
     * @return this builder
     */
    public Builder start(Path file) {
      return start(WeightSource.file(file));
    }

    /**
     * Sets what is learned from.
     *
     * @param value foregrounds and backgrounds; its {@code toString} describes it in reports
     * @return this builder
     */
    public Builder data(LayerSource value) {
      return data(value, value.toString());
    }

    /**
     * Sets what is learned from.
     *
     * @param value foregrounds and backgrounds
     * @param description the data in words, for the report and the model file
     * @return this builder
     */
    public Builder data(LayerSource value, String description) {
      data = Objects.requireNonNull(value, "data");
      dataDescription = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * Sets what is measured on: images that nothing is learned from.
     *
     * @param value whole images without augmentation, such as {@code WholeImages}
     * @return this builder
     */
    public Builder validation(SampleSource value) {
      validation = Objects.requireNonNull(value, "validation");
      return this;
    }

    /**
     * Sets on how many images is measured, from the source's first sample on.
     *
     * @param count at least 1; 10 by default
     * @return this builder
     */
    public Builder validationImages(int count) {
      validationImages = count;
      return this;
    }

    /**
     * Sets the run's folder, which is made if it does not exist.
     *
     * @param folder an empty or new folder, or that of the run to resume
     * @return this builder
     */
    public Builder output(Path folder) {
      output = Objects.requireNonNull(folder, "output");
      return this;
    }

    /**
     * Sets the seed of the weights, the samples and their order.
     *
     * @param value any number
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Sets how long each stage is; by default as long as the recipe's epochs.
     *
     * @param count at least 1
     * @return this builder
     */
    public Builder steps(long count) {
      steps = OptionalLong.of(count);
      return this;
    }

    /**
     * Stops early, with a checkpoint to go on from; the learning rate's schedule stays as long as
     * it is.
     *
     * @param count steps of the whole run, those before a resume included; at least 1
     * @return this builder
     */
    public Builder stopAfter(long count) {
      stopAfter = OptionalLong.of(count);
      return this;
    }

    /**
     * Goes on from the last checkpoint in the run's folder, exactly as if the run had never
     * stopped. Everything but where to stop, how often to save, and who listens must be as it was.
     *
     * @param value true to resume
     * @return this builder
     */
    public Builder resume(boolean value) {
      resume = value;
      return this;
    }

    /**
     * Sets how often a checkpoint is written; there is one at each validation and at the end in any
     * case.
     *
     * @param count steps, at least 1; 100 by default
     * @return this builder
     */
    public Builder checkpointEvery(int count) {
      checkpointEvery = count;
      return this;
    }

    /**
     * Sets how many checkpoints are kept beside the best one.
     *
     * @param count at least 1; 3 by default
     * @return this builder
     */
    public Builder keepCheckpoints(int count) {
      keepCheckpoints = count;
      return this;
    }

    /**
     * Sets the validation interval; each stage also ends with a validation.
     *
     * @param count steps, at least 1; 500 by default
     * @return this builder
     */
    public Builder validateEvery(int count) {
      validateEvery = count;
      return this;
    }

    /**
     * Sets how many threads make samples; as many as there are cores by default. The samples do not
     * depend on it.
     *
     * @param count 1 to {@value TrainingSettings#MOST_WORKERS}
     * @return this builder
     */
    public Builder workers(int count) {
      workers = count;
      return this;
    }

    /**
     * Sets what becomes of pictures that cannot be read or used.
     *
     * @param value {@link OnUnusable#FAIL} by default, which ends the run and names the file
     * @return this builder
     */
    public Builder onUnusable(OnUnusable value) {
      onUnusable = Objects.requireNonNull(value, "onUnusable");
      return this;
    }

    /**
     * Limits what a step takes of memory; what the machine has free by default. A run that is
     * estimated to take more does not begin.
     *
     * @param size such as {@code "6GB"}
     * @return this builder
     * @throws InvalidInputException if the text is no size
     */
    public Builder memoryBudget(String size) {
      return memoryBudget(MemorySize.parse(size));
    }

    /**
     * Limits what a step takes of memory.
     *
     * @param size the budget
     * @return this builder
     */
    public Builder memoryBudget(MemorySize size) {
      memoryBudget = Objects.requireNonNull(size, "memoryBudget");
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener told in the order of adding
     * @return this builder
     */
    public Builder listener(TrainingListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    private static <T> T required(String name, @Nullable T value) {
      if (value == null) {
        throw new InvalidInputException(name + " is not set, wanted a call of ." + name + "(...)");
      }
      return value;
    }

    /**
     * Validates and makes the trainer; nothing is read or written yet.
     *
     * @return an immutable trainer
     * @throws InvalidInputException if data or output is missing, or a number is out of its range
     */
    public MattingTrainer build() {
      return new MattingTrainer(
          new TrainingSettings(
              stages,
              recipe,
              Optional.ofNullable(network),
              guides,
              Optional.ofNullable(start),
              required("data", data),
              dataDescription,
              Optional.ofNullable(validation),
              validationImages,
              required("output", output),
              seed,
              steps,
              stopAfter,
              resume,
              checkpointEvery,
              keepCheckpoints,
              validateEvery,
              workers,
              onUnusable,
              Optional.ofNullable(memoryBudget),
              listeners));
    }
  }
}
