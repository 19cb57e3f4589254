///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.deepmatting:matting-dl4j:0.1.0-SNAPSHOT

import dev.deepmatting.Matting;
import dev.deepmatting.MattingTrainer;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.folder.TrainingFolder;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingRecipe;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Path;

/**
 * Trains on pictures of your own: {@code jbang TrainOnFolders.java DATA RUN [VGG16]}.
 *
 * <p>DATA has the folders {@code fg} and {@code alpha} (or {@code cutouts}) and {@code bg}. RUN gets
 * the model, checkpoints and the report; start it again and it goes on where it was. VGG16 is
 * torchvision's vgg16_bn file, which gives the encoder a start.
 */
public class TrainOnFolders {
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("Usage: TrainOnFolders DATA RUN [VGG16]");
      System.exit(2);
    }
    TrainingFolder data = TrainingFolder.open(Path.of(args[0]), 1);
    System.out.println(data.describe());

    // What to change first: the crop and the batch decide memory and time.
    TrainingRecipe modern = TrainingRecipe.modern();
    TrainingRecipe recipe =
        modern
            .withData(modern.data().scaledTo(320))
            .withEachStage(stage -> stage.batchSize(8).microBatch(4));

    int images = Math.min(10, data.validation().samplesPerEpoch());
    MattingTrainer.Builder trainer =
        MattingTrainer.builder()
            .allStages()
            .recipe(recipe)
            .data(data.training(), data.describe())
            .validation(WholeImages.of(data.validation(), 1).withLongestSide(1024))
            .validationImages(images)
            .output(Path.of(args[1]))
            .resume(true)
            .listener(new Printer());
    if (args.length > 2) {
      trainer.start(Path.of(args[2]));
    }
    TrainingResult result = trainer.build().fit();
    try (Matting matting = Matting.load(result.model())) {
      System.out.println("Trained " + matting.network().orElseThrow());
    }
  }

  private static class Printer implements TrainingListener {
    @Override
    public void stepped(StepReport step) {
      System.out.printf("%s loss %.4f%n", step.progress(), step.loss());
    }

    @Override
    public void validated(ValidationReport validation) {
      System.out.printf("%s SAD %.3f%n", validation.progress(), validation.mean().sad());
    }
  }
}
