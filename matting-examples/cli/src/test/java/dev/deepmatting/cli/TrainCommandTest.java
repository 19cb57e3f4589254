package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.network.RefinementHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
  @TempDir private Path folder;

  @Test
  void aRunThatStopsAndGoesOnEqualsOneThatDoesNot() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    Object[] options = {"--stage", "encoder-decoder", "--steps", 8, "--validate-every", 3};

    Run uninterrupted = SmallTraining.into(whole, options);
    Run stopped = SmallTraining.into(parts, with(options, "--stop-after", 4));
    Run resumed = SmallTraining.into(parts, with(options, "--resume"));

    assertThat(List.of(uninterrupted.exitCode(), stopped.exitCode(), resumed.exitCode()))
        .containsOnly(0);
    assertThat(stopped.out())
        .contains("Starts at step 0 of 8", "Stopped after step 4 of 8")
        .contains("--resume continues the run from ");
    assertThat(resumed.out()).contains("Resumes after step 4 of 8", "Done: step 8 of 8");
    requireSame(whole, parts);
  }

  @Test
  void aPlanThatStopsInEachStageEqualsOneThatDoesNot() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    Object[] options = {"--stage", "plan", "--steps", 2};

    SmallTraining.into(whole, options);
    SmallTraining.into(parts, with(options, "--stop-after", 1, "--workers", 1));
    SmallTraining.into(parts, with(options, "--stop-after", 3, "--resume"));
    Run last = SmallTraining.into(parts, with(options, "--resume", "--workers", 2));

    assertThat(last.out()).contains("Resumes after step 3 of 6, stage refinement", "Done: step 6");
    requireSame(whole, parts);
    try (Matting matting = Matting.load(SmallTraining.lastCheckpoint(whole))) {
      assertThat(matting.network().orElseThrow().baseChannels()).isEqualTo(2);
      assertThat(matting.network().orElseThrow().refinementHead())
          .isEqualTo(RefinementHead.LOGIT_RESIDUAL);
    }
  }

  private static void requireSame(Path whole, Path parts) throws IOException {
    Path one = SmallTraining.lastCheckpoint(whole);
    Path other = SmallTraining.lastCheckpoint(parts);
    assertThat(other.getFileName()).isEqualTo(one.getFileName());
    assertThat(SmallTraining.tensors(other)).isEqualTo(SmallTraining.tensors(one));
    assertThat(SmallTraining.tensors(parts.resolve("model.safetensors")))
        .isEqualTo(SmallTraining.tensors(whole.resolve("model.safetensors")));
  }

  private static Object[] with(Object[] options, Object... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray();
  }

  @Test
  void trainsOnAFolderAndTheModelPredicts() throws IOException {
    Path data = TrainingPictures.in(folder.resolve("data"));
    Path run = folder.resolve("run");

    Run trained =
        Run.matting(
            "train",
            "--stage",
            "encoder-decoder",
            "--data",
            data,
            "--out",
            run,
            "--width",
            2,
            "--skip",
            true,
            "--recipe",
            "seed",
            "--crop",
            32,
            "--batch",
            2,
            "--steps",
            2,
            "--validation-images",
            1,
            "--hold-out",
            0.3,
            "--learning-rate",
            1e-3,
            "--clip",
            1);

    assertThat(trained.err()).isEmpty();
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out())
        .contains("network     seed, base 2", ", skip, ")
        .contains("the 0.3 held out", "memory      a step takes about ", "report.html")
        .contains("Validation after step 2: SAD ", "Checkpoint checkpoints");
    Pictures.photograph(folder.resolve("photo.png"));
    Pictures.trimap(folder.resolve("trimap.png"));
    Run predicted =
        Run.matting(
            "predict",
            "--image",
            folder.resolve("photo.png"),
            "--trimap",
            folder.resolve("trimap.png"),
            "--model",
            run.resolve("model.safetensors"),
            "--out",
            folder.resolve("results"));
    assertThat(predicted.err()).isEmpty();
    assertThat(folder.resolve("results/photo-alpha.png")).exists();
  }

  @Test
  void aNextStageStartsFromAModel() {
    Path first = folder.resolve("first");
    SmallTraining.into(first, "--stage", "encoder-decoder", "--steps", 1);

    Run second =
        Run.matting(
            "train",
            "--stage",
            "refinement",
            "--init",
            first.resolve("model.safetensors"),
            "--data",
            "procedural",
            "--scene-size",
            80,
            "--crop",
            64,
            "--batch",
            2,
            "--steps",
            1,
            "--validation-images",
            1,
            "--out",
            folder.resolve("second"));

    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("network     seed, base 2", "Done: step 1 of 1");
  }

  @Test
  void printsTheRecipeAndTrainsNothing() {
    Path out = folder.resolve("run");

    Run run =
        SmallTraining.into(
            out,
            "--stage",
            "overall",
            "--print-recipe",
            "--recipe",
            "paper",
            "--micro-batch",
            1,
            "--reuse",
            4,
            "--averaging",
            0.99,
            "--frozen-batch-norm");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("recipe: paper\ndata: paper: size 64, crops [64, 96, 128]")
        .contains(
            "image steps [], each sample 4 times\n",
            "stage: overall",
            "batchSize: 2",
            "microBatch: 1",
            "batchNormalisation: frozen",
            "averaging: 0.99")
        .doesNotContain("stage: refinement");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesTheFolderOfAnotherRun() {
    Path out = folder.resolve("run");
    Object[] options = {"--stage", "encoder-decoder", "--steps", 2};
    SmallTraining.into(out, with(options, "--stop-after", 1));

    Run again = SmallTraining.into(out, options);
    Run other = SmallTraining.into(out, with(options, "--resume", "--learning-rate", 0.5));

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("output is " + out, "of another run; wanted resume");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("learningRate is 0.5, wanted 4.0E-4 as in the run of checkpoint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "--recipe best; recipe is 'best', wanted one of [online, paper, modern, photo]",
        "--crop 100; --crop is 100, wanted a multiple of 32, 32 to 4096",
        "--reuse 9; --reuse: reuse is 9, wanted 1 to 8",
        "--micro-batch 3; microBatch is 3, wanted at most the batchSize of 2",
        "--averaging 1; averaging is 1.0, wanted 0 to below 1",
        "--steps 0; steps is 0, wanted at least 1",
        "--memory 6x; it is '6x', wanted memory such as 6g, 800m or bytes",
        "--memory 1k; is estimated to take",
        "--scene-size large; it is 'large', wanted MIN-MAX, such as 480-720",
        "--scene-size 96-80; size is 96 to 80, wanted a rising range",
        "--family rock; 'rock', wanted one of [hair,",
        "--hold-out 0.2; --hold-out is 0.2 with drawn scenes, wanted a folder",
        "--init no.pth; no.pth",
        "--workers 0; workers is 0, wanted 1 to 1024",
        "--init ''; --init is '', wanted FILE|builtin:NAME",
        "--validate-on data; --validate-on is 'data', wanted one of the sources of --data: procedural"
      })
  void saysWhatIsWrongWithAnOption(String option, String message) {
    String[] words = option.replace("''", "").split(" ", 2);
    Object[] bounded = {"--stage", "encoder-decoder", "--batch", 2, "--stop-after", 1};
    Run run =
        Run.matting(
            with(
                with(new Object[] {"train", "--data", "procedural", "--width", 2}, bounded),
                "--out",
                folder.resolve("run"),
                words[0],
                words[1]));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(message);
    assertThat(folder.resolve("run/model.safetensors")).doesNotExist();
  }

  @Test
  void saysWhichStagesThereAre() {
    Run run = SmallTraining.into(folder.resolve("run"), "--stage", "first");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--stage", "it is 'first', wanted one of [encoder-decoder, refinement, overall, plan]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--data", "--stage", "--out"})
  void someOptionsAreNeeded(String missing) {
    Run run =
        switch (missing) {
          case "--data" -> Run.matting("train", "--stage", "plan", "--out", folder);
          case "--stage" -> Run.matting("train", "--data", "procedural", "--out", folder);
          default -> Run.matting("train", "--stage", "plan", "--data", "procedural");
        };

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required option", missing);
  }

  @Test
  void saysWhatIsMissingInTheData() throws IOException {
    Path none = folder.resolve("none");
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThat(onFolder(none).err())
        .isEqualTo("matting: data is '%s', wanted a folder that exists%n".formatted(none));
    assertThat(onFolder(empty).err()).contains("without foregrounds, wanted the folders fg,");
    assertThat(onFolder(none).exitCode()).isEqualTo(2);
    assertThat(onFolder(TrainingPictures.in(empty), "--validation-images", 99).err())
        .contains("--validation-images is 99, wanted at most the ");
    assertThat(onFolder(empty, "--family", "hair").err())
        .contains("--family is given with a folder, wanted --data procedural");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private Run onFolder(Path data, Object... more) {
    Object[] options = {"train", "--stage", "plan", "--data", data, "--out", folder.resolve("run")};
    return Run.matting(with(options, more));
  }
}
