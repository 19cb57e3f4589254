package dev.deepmatting.cli;

import dev.deepmatting.data.Recipe;
import dev.deepmatting.train.BatchNormalisation;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import dev.deepmatting.train.TrainingRecipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for the recipe and changes to it. */
final class RecipeOptions {
  /** Five poolings. */
  private static final int UNIT = 32;

  private static final int LARGEST = 4096;

  @Option(
      names = "--recipe",
      defaultValue = "modern",
      paramLabel = "online|paper|modern|photo",
      description = "The training recipe. Default: ${DEFAULT-VALUE}")
  private String recipe;

  @Option(
      names = "--crop",
      paramLabel = "N",
      description = {
        "The side of a sample, a multiple of 32.",
        "Default: the recipe's, 320 for online and paper, otherwise 512"
      })
  private @Nullable Integer crop;

  @Option(
      names = "--reuse",
      paramLabel = "N",
      description = {
        "How often each sample is used, each time mirrored or rotated differently,",
        "1 to 8. With 4, drawn scenes come more than three times as fast. Default: the recipe's, 1"
      })
  private @Nullable Integer reuse;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples between two changes of the network. Default: the recipe's, 16")
  private @Nullable Integer batch;

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      description = {
        "Samples in memory at once; their gradients are summed.",
        "Default: the batch"
      })
  private @Nullable Integer microBatch;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The base learning rate in every stage. Default: the recipe's")
  private @Nullable Double learningRate;

  @Option(
      names = "--clip",
      paramLabel = "X",
      description = "Clips gradients to this norm. Default: no clipping")
  private @Nullable Double clip;

  @Option(
      names = "--frozen-batch-norm",
      description = "Freezes the statistics of batch normalisation; for batches of one or two.")
  private boolean frozenBatchNorm;

  @Option(
      names = "--averaging",
      paramLabel = "X",
      description = {
        "Validates and saves weights averaged over the steps, with this decay; 0 for none.",
        "Default: the recipe's, 0.999 for modern, none for online and paper"
      })
  private @Nullable Double averaging;

  TrainingRecipe recipe(CommandLine command) {
    TrainingRecipe named = TrainingRecipe.named(recipe);
    if (crop != null) {
      named = named.withData(named.data().scaledTo(checked(crop, command)));
    }
    Integer times = reuse;
    if (times != null) {
      Recipe.Builder data = named.data().toBuilder();
      OptionName.naming("--reuse", () -> data.reuse(times));
      named = named.withData(data.build());
    }
    return named.withEachStage(this::change);
  }

  private static int checked(int crop, CommandLine command) {
    if (crop < UNIT || crop > LARGEST || crop % UNIT != 0) {
      throw new ParameterException(
          command, "--crop is " + crop + ", wanted a multiple of 32, 32 to " + LARGEST);
    }
    return crop;
  }

  private StageRecipe.Builder change(StageRecipe.Builder stage) {
    if (batch != null) {
      stage.batchSize(batch);
    }
    if (microBatch != null) {
      stage.microBatch(microBatch);
    }
    if (learningRate != null) {
      stage.learningRate(learningRate);
    }
    if (clip != null) {
      stage.clipNorm(clip);
    }
    if (averaging != null) {
      stage.averaging(averaging);
    }
    return frozenBatchNorm ? stage.batchNormalisation(BatchNormalisation.FROZEN) : stage;
  }

  /** Returns what {@code --print-recipe} shows: the stages that are asked for. */
  static String text(TrainingRecipe recipe, StagesConverter.Stages stages) {
    StringBuilder text =
        new StringBuilder("recipe: " + recipe.name() + "\ndata: " + recipe.data() + "\n");
    for (Stage stage : stages.inOrder()) {
      text.append('\n').append(recipe.stage(stage));
    }
    return text.toString();
  }
}
