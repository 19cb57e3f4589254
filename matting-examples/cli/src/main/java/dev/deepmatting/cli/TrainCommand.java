package dev.deepmatting.cli;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.cli.StagesConverter.Stages;
import dev.deepmatting.train.TrainingRecipe;
import dev.deepmatting.train.TrainingResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network on a folder or on drawn scenes. */
@Command(
    name = "train",
    description = {
      "Trains a network: writes the best model, checkpoints, a report and TensorBoard events.",
      "Ctrl-C stops after the current step, with a checkpoint; --resume continues there.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run is complete, or stopped where --stop-after says",
      "1:the run was interrupted and left a checkpoint to resume from",
      "2:bad usage or input, too little memory, or the training diverged"
    },
    footer = {
      "",
      "Examples:",
      "  matting train --stage plan --data procedural --width 8 --crop 96 --batch 4 --steps 200"
          + " --out run",
      "  matting train --stage encoder-decoder --data data --init vgg16_bn.pth --out run",
      "  matting train --stage encoder-decoder --data data --init vgg16_bn.pth --out run --resume"
    })
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--stage",
      required = true,
      converter = StagesConverter.class,
      paramLabel = "encoder-decoder|refinement|overall|plan",
      description = "The stage to train; plan is all three in order.")
  private Stages stages;

  @Mixin private TrainingDataOptions data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "RUN",
      description = "Folder of the run; created if needed.")
  private Path out;

  @Mixin private NetworkOptions network;
  @Mixin private RecipeOptions recipeOptions;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each stage. Default: the recipe's epochs")
  private @Nullable Long steps;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "Stops after this many steps of the run, with a checkpoint to resume from.")
  private @Nullable Long stopAfter;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "S",
      description = "An integer that decides all random draws. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--resume",
      description = "Resumes from the last checkpoint in RUN, as if the run had never stopped.")
  private boolean resume;

  @Mixin private RunOptions run;

  @Option(
      names = "--print-recipe",
      description = "Prints the recipe that results from these options, and trains nothing.")
  private boolean printRecipe;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    TrainingRecipe recipe = recipeOptions.recipe(spec.commandLine());
    if (printRecipe) {
      spec.commandLine().getOut().print(RecipeOptions.text(recipe, stages));
      spec.commandLine().getOut().flush();
      return ExitCode.DONE;
    }
    MattingTrainer.Builder trainer = trainer(recipe);
    try (GracefulStop stop = GracefulStop.onShutdown(spec.commandLine().getErr())) {
      return stop.endWith(exitCode(trainer.listener(stop).build().fit()));
    }
  }

  private MattingTrainer.Builder trainer(TrainingRecipe recipe) {
    TrainingData layers = data.open(seed, recipe.data().size(), spec.commandLine());
    MattingTrainer.Builder trainer =
        MattingTrainer.builder()
            .recipe(recipe)
            .data(layers.training(), layers.description())
            .output(out)
            .seed(seed)
            .resume(resume)
            .listener(
                new TrainingProgress(
                    spec.commandLine().getOut(),
                    Progress.onTerminal(),
                    stopAfter == null ? Long.MAX_VALUE : stopAfter,
                    System::nanoTime));
    if (stages.isPlan()) {
      trainer.allStages();
    } else {
      trainer.stage(stages.inOrder().get(0));
    }
    if (steps != null) {
      trainer.steps(steps);
    }
    if (stopAfter != null) {
      trainer.stopAfter(stopAfter);
    }
    network.addTo(trainer);
    run.addTo(trainer, layers, spec.commandLine());
    return trainer;
  }

  /** Returns the exit code; a run that stopped where it was told to in advance counts as done. */
  private int exitCode(TrainingResult result) {
    boolean asPlanned =
        result.complete() || stopAfter != null && result.progress().totalStep() >= stopAfter;
    return asPlanned ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }
}
