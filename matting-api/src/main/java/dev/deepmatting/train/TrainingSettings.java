package dev.deepmatting.train;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The complete settings of a run, for a backend. Immutable.
 *
 * @param stages the stages to train, in this order; at least one
 * @param recipe the recipe
 * @param network the network to begin with, unless the weights to start from define it
 * @param guides names of the methods that guide the network; empty to leave the network as it is
 * @param start a model file, a checkpoint of any kind or the weights of a VGG16 classifier; empty
 *     to start from random numbers
 * @param data the training data
 * @param dataDescription the data in words
 * @param validation the validation data; empty without validation
 * @param validationImages number of validation samples, from index 0 on
 * @param output the run's folder
 * @param seed the seed of the weights, the samples and their order
 * @param steps length of each stage in steps; empty for the recipe's epochs
 * @param stopAfter number of steps of the run after which to stop with a checkpoint; empty for
 *     never
 * @param resume whether to resume from the last checkpoint in the folder
 * @param checkpointEvery steps between checkpoints
 * @param keepCheckpoints number of latest checkpoints to keep, besides the best one
 * @param validateEvery steps between validations
 * @param workers threads that make samples
 * @param onUnusable what to do about samples that cannot be made
 * @param memoryBudget the most memory for a step; empty for the machine's free memory
 * @param listeners the listeners of the run
 * @since 0.1
 */
public record TrainingSettings(
    List<Stage> stages,
    TrainingRecipe recipe,
    Optional<NetworkConfig> network,
    List<String> guides,
    Optional<WeightSource> start,
    LayerSource data,
    String dataDescription,
    Optional<SampleSource> validation,
    int validationImages,
    Path output,
    long seed,
    OptionalLong steps,
    OptionalLong stopAfter,
    boolean resume,
    int checkpointEvery,
    int keepCheckpoints,
    int validateEvery,
    int workers,
    OnUnusable onUnusable,
    Optional<MemorySize> memoryBudget,
    List<TrainingListener> listeners) {
  /** The largest number of threads that make samples. */
  public static final int MOST_WORKERS = 1024;

  /**
   * Checks the numbers and copies the lists.
   *
   * @param stages the stages to train
   * @param recipe the recipe
   * @param network the network to begin with
   * @param guides names of the methods that guide the network
   * @param start the weights to start from
   * @param data the training data
   * @param dataDescription the data in words
   * @param validation the validation data
   * @param validationImages number of validation samples
   * @param output the run's folder
   * @param seed the seed of the weights, the samples and their order
   * @param steps length of each stage in steps
   * @param stopAfter number of steps after which to stop
   * @param resume whether to resume from a checkpoint
   * @param checkpointEvery steps between checkpoints
   * @param keepCheckpoints number of checkpoints to keep
   * @param validateEvery steps between validations
   * @param workers threads that make samples
   * @param onUnusable what to do about samples that cannot be made
   * @param memoryBudget the most memory for a step
   * @param listeners the listeners of the run
   * @throws InvalidInputException if there is no stage, a number is below 1, or there are more than
   *     {@value #MOST_WORKERS} workers
   */
  public TrainingSettings {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new InvalidInputException("stages is empty, wanted at least one");
    }
    Ranges.atLeast("validationImages", validationImages, 1);
    steps.ifPresent(count -> Ranges.atLeast("steps", count, 1));
    stopAfter.ifPresent(count -> Ranges.atLeast("stopAfter", count, 1));
    Ranges.atLeast("checkpointEvery", checkpointEvery, 1);
    Ranges.atLeast("keepCheckpoints", keepCheckpoints, 1);
    Ranges.atLeast("validateEvery", validateEvery, 1);
    Ranges.within("workers", workers, 1, MOST_WORKERS);
    guides = List.copyOf(guides);
    listeners = List.copyOf(listeners);
  }

  /**
   * Returns the same settings with other listeners.
   *
   * @param others the new listeners
   * @return new settings
   */
  public TrainingSettings withListeners(List<TrainingListener> others) {
    return new TrainingSettings(
        stages,
        recipe,
        network,
        guides,
        start,
        data,
        dataDescription,
        validation,
        validationImages,
        output,
        seed,
        steps,
        stopAfter,
        resume,
        checkpointEvery,
        keepCheckpoints,
        validateEvery,
        workers,
        onUnusable,
        memoryBudget,
        others);
  }
}
