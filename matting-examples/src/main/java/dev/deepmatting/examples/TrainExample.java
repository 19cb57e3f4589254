package dev.deepmatting.examples;

import dev.deepmatting.Matting;
import dev.deepmatting.MattingTrainer;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingRecipe;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Trains a narrow network through all three stages on drawn scenes, in about a minute on two cores
 * and without any data.
 *
 * <p>Arguments: {@code FOLDER STEPS}, the run's folder and the steps of the first stage; the others
 * are a fifth and a quarter as long. Without any, {@code out/run} and 160.
 */
public final class TrainExample {
  private static final int CROP = 96;
  private static final int BATCH = 4;
  private static final int IMAGES = 8;

  private TrainExample() {}

  /**
   * Trains, and predicts with the trained network.
   *
   * @param args the run's folder and the length of the first stage
   */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "out/run");
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 160;

    WholeImages validation = WholeImages.of(scenes(2), 2);
    TrainingResult result =
        MattingTrainer.builder()
            .allStages()
            .recipe(recipe(steps))
            .network(NetworkConfig.builder(Variant.VGG16_BN).baseChannels(8).skip(true).build())
            .data(scenes(1))
            .validation(validation)
            .validationImages(IMAGES)
            .validateEvery(40)
            .output(folder)
            .listener(new Printer(sadOfAGuess(validation)))
            .build()
            .fit();

    try (Matting matting = Matting.load(result.model())) {
      MattingSample sample = validation.sample(0);
      matting.predict(sample.image(), sample.trimap()).writePng(folder.resolve("alpha.png"));
    }
  }

  /** Returns objects with soft edges, holes, fur and leaves, in their own colours. */
  private static ProceduralScenes scenes(long seed) {
    return ProceduralScenes.builder()
        .seed(seed)
        .families(SceneFamily.SOFT_EDGE, SceneFamily.HOLES, SceneFamily.FUR, SceneFamily.FOLIAGE)
        .camouflageShare(0)
        .size(CROP * 5 / 4, CROP * 3 / 2)
        // Recipes give their length in epochs: here an epoch is one step.
        .samplesPerEpoch(BATCH)
        .build();
  }

  /**
   * Returns the recipe "modern" with smaller crops and batches, and rates for a network this
   * narrow.
   */
  private static TrainingRecipe recipe(int steps) {
    return TrainingRecipe.modern()
        .withData(Recipe.paper().toBuilder().size(CROP).cropSides(CROP).build())
        .withEachStage(stage -> stage.batchSize(BATCH).learningRate(4e-3).epochs(steps))
        .withStage(Stage.REFINEMENT, stage -> stage.epochs(Math.max(1, steps / 5)))
        .withStage(Stage.OVERALL, stage -> stage.learningRate(2e-3).epochs(Math.max(1, steps / 4)));
  }

  /** Returns the SAD of an alpha of 0.5 in the whole unknown region. */
  private static double sadOfAGuess(WholeImages validation) {
    double sum = 0;
    for (int index = 0; index < IMAGES; index++) {
      MattingSample sample = validation.sample(index);
      float[] half = new float[sample.width() * sample.height()];
      Arrays.fill(half, 0.5f);
      AlphaMatte guess = AlphaMatte.of(sample.width(), sample.height(), half);
      sum += MattingMetrics.standard().compare(guess, sample.alpha(), sample.trimap()).sad();
    }
    return sum / IMAGES;
  }

  private record Printer(double guess) implements TrainingListener {
    @Override
    public void validated(ValidationReport validation) {
      System.out.printf(
          "%s, step %d: SAD %.3f, %.0f %% of that of a guess%n",
          validation.progress().stage().id(),
          validation.progress().step(),
          validation.mean().sad(),
          100 * validation.mean().sad() / guess);
    }

    @Override
    public void finished(TrainingResult result) {
      System.out.println("Wrote " + result.model());
    }
  }
}
