package dev.deepmatting;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.service.Services;
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
 * <p>The run's folder contains the best model, checkpoints to resume from, an HTML report and
 * events for TensorBoard. Immutable; only one run at a time may use a folder.
 *
 * @since 0.1
 */
public final class MattingTrainer {
  private final TrainingSettings settings;

  private MattingTrainer(TrainingSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a builder with the defaults: the stage {@link Stage#ENCODER_DECODER}, the recipe {@code
   * modern}, a full-width network from random weights, seed 0, no validation.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains and returns when the run ends. Interrupting the calling thread ends the run after the
   * current step, with a checkpoint; the interrupt flag stays set, and the result says that the run
   * is not complete.
   *
   * @return the outcome of the run
   * @throws InvalidInputException if the settings contradict each other, the data, or the run to
   *     resume
   * @throws dev.deepmatting.error.ModelFormatException if the weights to start from cannot be used
   * @throws dev.deepmatting.error.TrainingDivergedException if a loss is NaN, infinite or explodes;
   *     the message names the last good checkpoint
   * @throws dev.deepmatting.error.EngineException if there is not enough memory, or no engine on
   *     the class path can train
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
   * Returns the settings that {@link #fit()} uses.
   *
   * @return the validated settings
   */
  public TrainingSettings settings() {
    return settings;
  }

  /**
   * Collects and validates the settings for training a network. Not safe to share between threads.
   */
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
     * Sets a single stage to train.
     *
     * @param stage the stage
     * @return this builder
     */
    public Builder stage(Stage stage) {
      stages = List.of(stage);
      return this;
    }

    /**
     * Trains all three stages in order, each from the result of the one before.
     *
     * @return this builder
     */
    public Builder allStages() {
      stages = List.of(Stage.values());
      return this;
    }

    /**
     * Sets the recipe: how samples are made and how each stage trains.
     *
     * @param value the recipe
     * @return this builder
     */
    public Builder recipe(TrainingRecipe value) {
      recipe = Objects.requireNonNull(value, "recipe");
      return this;
    }

    /**
     * Sets the network to train. By default it is the network of the file that training starts
     * from, otherwise the {@code seed} variant at full width; a stage that needs a refinement head
     * adds one with a residual on the logit.
     *
     * @param value the network
     * @return this builder
     */
    public Builder network(NetworkConfig value) {
      network = Objects.requireNonNull(value, "network");
      return this;
    }

    /**
     * Guides the network by the mattes of methods without a network, computed for each sample as
     * {@code Matting} computes them for each picture. A network without guides starts by returning
     * the first method's matte; a network with the same number of guides takes these instead.
     *
     * @param methods at most four different methods, with their standard parameters
     * @return this builder
     */
    public Builder guides(PropagationMethod... methods) {
      guides = Arrays.stream(methods).map(PropagationMethod::name).toList();
      return this;
    }

    /**
     * Sets the weights that training starts from.
     *
     * @param value a model file, a checkpoint of this or another implementation, or the weights of
     *     a VGG16 classifier, which initialise the encoder
     * @return this builder
     * @throws InvalidInputException if it is a method without weights
     */
    public Builder start(WeightSource value) {
      start = Builtins.requireWeights("start", Objects.requireNonNull(value, "start"));
      return this;
    }

    /**
     * Sets the weights that training starts from.
     *
     * @param file like {@link #start(WeightSource)}
     * @return this builder
     */
    public Builder start(Path file) {
      return start(WeightSource.file(file));
    }

    /**
     * Sets the training data.
     *
     * @param value foregrounds and backgrounds; its {@code toString} describes it in reports
     * @return this builder
     */
    public Builder data(LayerSource value) {
      return data(value, value.toString());
    }

    /**
     * Sets the training data.
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
     * Sets the validation data: images that are not used for training.
     *
     * @param value whole images without augmentation, such as {@code WholeImages}
     * @return this builder
     */
    public Builder validation(SampleSource value) {
      validation = Objects.requireNonNull(value, "validation");
      return this;
    }

    /**
     * Sets the number of validation images, counted from the source's first sample.
     *
     * @param count at least 1; 10 by default
     * @return this builder
     */
    public Builder validationImages(int count) {
      validationImages = count;
      return this;
    }

    /**
     * Sets the run's folder, which is created if it does not exist.
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
     * Sets the length of each stage in steps; by default the recipe's epochs decide.
     *
     * @param count at least 1
     * @return this builder
     */
    public Builder steps(long count) {
      steps = OptionalLong.of(count);
      return this;
    }

    /**
     * Stops early, with a checkpoint to resume from; the length of the learning rate schedule does
     * not change.
     *
     * @param count steps of the whole run, including those before a resume; at least 1
     * @return this builder
     */
    public Builder stopAfter(long count) {
      stopAfter = OptionalLong.of(count);
      return this;
    }

    /**
     * Resumes from the last checkpoint in the run's folder, exactly as if the run had never
     * stopped. Only where to stop, how often to save, and the listeners may change.
     *
     * @param value true to resume
     * @return this builder
     */
    public Builder resume(boolean value) {
      resume = value;
      return this;
    }

    /**
     * Sets the checkpoint interval; each validation and the end of the run also write one.
     *
     * @param count steps, at least 1; 100 by default
     * @return this builder
     */
    public Builder checkpointEvery(int count) {
      checkpointEvery = count;
      return this;
    }

    /**
     * Sets the number of checkpoints to keep, besides the best one.
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
     * Sets the number of threads that make samples; by default one for each core. The samples do
     * not depend on it.
     *
     * @param count 1 to {@value TrainingSettings#MOST_WORKERS}
     * @return this builder
     */
    public Builder workers(int count) {
      workers = count;
      return this;
    }

    /**
     * Sets what to do with pictures that cannot be read or used.
     *
     * @param value {@link OnUnusable#FAIL} by default, which ends the run and names the file
     * @return this builder
     */
    public Builder onUnusable(OnUnusable value) {
      onUnusable = Objects.requireNonNull(value, "onUnusable");
      return this;
    }

    /**
     * Limits the memory of a training step; by default the machine's free memory. A run does not
     * start if its estimate exceeds the limit.
     *
     * @param size such as {@code "6GB"}
     * @return this builder
     * @throws InvalidInputException if the text is not a size
     */
    public Builder memoryBudget(String size) {
      return memoryBudget(MemorySize.parse(size));
    }

    /**
     * Limits the memory of a training step.
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
     * @param listener the listener; listeners are notified in the order they were added
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
     * Validates the settings and returns the trainer; nothing is read or written yet.
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
