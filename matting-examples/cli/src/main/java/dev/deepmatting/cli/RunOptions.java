package dev.deepmatting.cli;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.network.MemorySize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for validation, checkpoints and memory of a run. */
final class RunOptions {
  private static final int VALIDATION_IMAGES = 10;
  private static final long VALIDATION_SEED = 0;

  @Option(
      names = "--validate-every",
      defaultValue = "500",
      paramLabel = "N",
      description =
          "Steps between validations; each stage ends with one. Default: ${DEFAULT-VALUE}")
  private int validateEvery;

  @Option(
      names = "--validation-images",
      paramLabel = "N",
      description = "Number of validation images. Default: 10, or as many as there are")
  private @Nullable Integer validationImages;

  @Option(
      names = "--validation-side",
      defaultValue = "1024",
      paramLabel = "PIXELS",
      description =
          "Shrinks validation images whose longer side exceeds this. Default: ${DEFAULT-VALUE}")
  private int validationSide;

  @Option(
      names = "--checkpoint-every",
      defaultValue = "100",
      paramLabel = "N",
      description = "Steps between checkpoints. Default: ${DEFAULT-VALUE}")
  private int checkpointEvery;

  @Option(
      names = "--keep",
      defaultValue = "3",
      paramLabel = "N",
      description = "Number of latest checkpoints to keep, besides the best. Default: 3")
  private int keep;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that make samples. Default: one for each core")
  private @Nullable Integer workers;

  @Option(
      names = "--skip-unusable",
      description = "Skips training pictures that cannot be used, with a warning.")
  private boolean skipUnusable;

  @Option(
      names = "--memory",
      converter = SizeConverter.class,
      paramLabel = "SIZE",
      description = "The most memory for a step, such as 6g. Default: the machine's free memory")
  private @Nullable Long memory;

  void addTo(MattingTrainer.Builder trainer, TrainingData data, CommandLine command) {
    trainer
        .validation(
            WholeImages.of(data.validation(), VALIDATION_SEED).withLongestSide(validationSide))
        .validationImages(images(data.validationImages(), command))
        .validateEvery(validateEvery)
        .checkpointEvery(checkpointEvery)
        .keepCheckpoints(keep)
        .onUnusable(skipUnusable ? OnUnusable.SKIP : OnUnusable.FAIL);
    if (workers != null) {
      trainer.workers(workers);
    }
    if (memory != null) {
      trainer.memoryBudget(new MemorySize(memory));
    }
  }

  private int images(int there, CommandLine command) {
    if (validationImages == null) {
      return Math.min(VALIDATION_IMAGES, there);
    }
    if (validationImages > there) {
      throw new ParameterException(
          command,
          "--validation-images is "
              + validationImages
              + ", wanted at most the "
              + there
              + " that there are");
    }
    return validationImages;
  }
}
