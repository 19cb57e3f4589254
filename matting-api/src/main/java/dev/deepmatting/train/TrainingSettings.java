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
 * Everything that a backend is told about a run. Immutable.
 *
 * @param stages what trains, in this order; at least one
 * @param recipe how
 * @param network the network to begin with, unless that is told by what training starts from
 * @param guides names of the methods that the network is to be guided by; empty to leave the
 *     network as it is
 * @param start a model file, a checkpoint of any kind or the weights of a VGG16 classifier; empty
 *     to start from random numbers
 * @param data what is learned from
 * @param dataDescription the data in words
 * @param validation what is measured on; empty without validation
 * @param validationImages how many samples of it, from index 0 on
 * @param output the run's folder
 * @param seed of the weights, the samples and their order
 * @param steps how long each stage is; empty for the recipe's epochs
 * @param stopAfter after how many steps of the run to stop with a checkpoint; empty for never
 * @param resume whether to go on from the last checkpoint in the folder
 * @param checkpointEvery steps between checkpoints
 * @param keepCheckpoints how many of the last ones are kept, the best one beside them
 * @param validateEvery steps between validations
 * @param workers threads that make samples
 * @param onUnusable what to do about samples that cannot be made
 * @param memoryBudget what a step may take; empty for what the machine has free
 * @param listeners who hears of it
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
  /** How many threads may make samples. */
  public static final int MOST_WORKERS = 1024;

  /**
   * Checks the numbers and copies the lists.
   *
   * @param stages what trains
   * @param recipe how
   * @param network the network to begin with
   * @param guides what the network is to be guided by
   * @param start what training starts from
   * @param data what is learned from
   * @param dataDescription the data in words
   * @param validation what is measured on
   * @param validationImages how many samples of it
   * @param output the run's folder
   * @param seed of the weights, the samples and their order
   * @param steps how long each stage is
   * @param stopAfter after how many steps to stop
   * @param resume whether to go on from a checkpoint
   * @param checkpointEvery steps between checkpoints
   * @param keepCheckpoints how many are kept
   * @param validateEvery steps between validations
   * @param workers threads that make samples
   * @param onUnusable what to do about samples that cannot be made
   * @param memoryBudget what a step may take
   * @param listeners who hears of it
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
   * The same settings with other listeners.
   *
   * @param others who hears of the run
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
