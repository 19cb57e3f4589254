package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.MattingTrainer;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.TrainingDivergedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import dev.deepmatting.propagation.ClosedForm;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.Optimiser;
import dev.deepmatting.train.Schedule;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir private Path folder;

  @Test
  void aResumedRunEqualsOneThatNeverStopped() {
    TrainingResult whole = SmallRun.into(folder.resolve("whole")).build().fit();
    Path parts = folder.resolve("parts");
    TrainingResult first = SmallRun.into(parts).stopAfter(3).build().fit();
    TrainingResult second = SmallRun.into(parts).resume(true).build().fit();

    assertThat(first.complete()).isFalse();
    assertThat(first.progress().step()).isEqualTo(3);
    assertThat(second.complete()).isTrue();
    requireSame(whole, second);
  }

  @Test
  void aResumedPlanEqualsOneThatNeverStopped() {
    TrainingResult whole = plan(folder.resolve("whole")).build().fit();
    Path parts = folder.resolve("parts");
    plan(parts).stopAfter(3).build().fit();
    plan(parts).resume(true).stopAfter(4).build().fit();
    plan(parts).resume(true).stopAfter(7).build().fit();
    TrainingResult last = plan(parts).resume(true).build().fit();

    assertThat(last.progress().totalStep()).isEqualTo(12);
    requireSame(whole, last);
  }

  private MattingTrainer.Builder plan(Path output) {
    return SmallRun.into(output).allStages().steps(4).validation(SmallRun.validation());
  }

  private static void requireSame(TrainingResult whole, TrainingResult parts) {
    Path one = whole.lastCheckpoint().file();
    Path other = parts.lastCheckpoint().file();
    assertThat(SmallRun.bits(other)).isEqualTo(SmallRun.bits(one));
    assertThat(SmallRun.metadata(other, "training")).isEqualTo(SmallRun.metadata(one, "training"));
    assertThat(SmallRun.bits(parts.model())).isEqualTo(SmallRun.bits(whole.model()));
  }

  @Test
  void refinementChangesNothingButTheHead() {
    Path first = SmallRun.into(folder.resolve("first")).steps(2).build().fit().model();
    Path second =
        SmallRun.into(folder.resolve("second"))
            .network(
                NetworkConfig.builder(Variant.VGG16_BN)
                    .baseChannels(2)
                    .refinementHead(RefinementHead.LOGIT_RESIDUAL)
                    .build())
            .stage(Stage.REFINEMENT)
            .start(first)
            .steps(3)
            .build()
            .fit()
            .model();

    Map<String, List<Integer>> before = SmallRun.bits(first);
    Map<String, List<Integer>> after = SmallRun.bits(second);
    assertThat(after).containsAllEntriesOf(before);
    assertThat(after.keySet()).anyMatch(name -> name.startsWith("refine_head.conv1"));
  }

  @Test
  void theModelIsLoadedByItsUsersAndTellsHowItWasMade() {
    TrainingResult result =
        SmallRun.into(folder).validation(SmallRun.validation()).steps(2).build().fit();
    MattingSample sample = SmallRun.validation().sample(0);
    try (Matting matting = Matting.load(result.model())) {
      AlphaMatte alpha = matting.predict(sample.image(), sample.trimap());
      assertThat(alpha.width()).isEqualTo(sample.width());
    }
    assertThat(SmallRun.metadata(result.model(), "provenance"))
        .contains(
            "\"stage\":\"encoder-decoder\"",
            "\"step\":2",
            "\"validation\":{\"images\":2,\"sad\":",
            "\"start\":\"random numbers\"",
            "\"data\":\"scenes 1\"",
            "\"name\":\"modern\"",
            "\"seed\":3",
            "Deep Matting");
  }

  @Test
  void aCheckpointIsAModelToo() {
    TrainingResult result = SmallRun.into(folder).steps(2).build().fit();
    try (Matting matting = Matting.load(result.lastCheckpoint().file())) {
      assertThat(matting.network().orElseThrow().baseChannels()).isEqualTo(2);
    }
  }

  @Test
  void theLastCheckpointsAndTheBestAreKept() throws IOException {
    List<ValidationReport> validations = new ArrayList<>();
    SmallRun.into(folder)
        .validation(SmallRun.validation())
        .validateEvery(1)
        .keepCheckpoints(2)
        .listener(
            new TrainingListener() {
              @Override
              public void validated(ValidationReport validation) {
                validations.add(validation);
              }
            })
        .build()
        .fit();

    long best =
        validations.stream()
            .filter(ValidationReport::best)
            .reduce((first, second) -> second)
            .orElseThrow()
            .progress()
            .totalStep();
    assertThat(SmallRun.checkpoints(folder))
        .contains(
            SmallRun.checkpoint(folder, 7).getFileName().toString(),
            SmallRun.checkpoint(folder, 8).getFileName().toString(),
            SmallRun.checkpoint(folder, (int) best).getFileName().toString())
        .hasSize(best >= 7 ? 2 : 3);
    assertThat(SmallRun.metadata(folder.resolve("model.safetensors"), "provenance"))
        .contains("\"totalStep\":" + best + ",");
  }

  @Test
  void listenersHearWhatHappensInOrder() {
    List<String> heard = new ArrayList<>();
    SmallRun.into(folder)
        .validation(SmallRun.validation())
        .validateEvery(2)
        .steps(2)
        .listener(new Recorder(heard))
        .build()
        .fit();
    assertThat(heard)
        .containsExactly("started 0", "step 1", "step 2", "validated 2", "saved 2", "finished 2");
  }

  private record Recorder(List<String> heard) implements TrainingListener {
    @Override
    public void started(TrainingStart start) {
      heard.add("started " + start.progress().step());
    }

    @Override
    public void stepped(StepReport step) {
      heard.add("step " + step.progress().step());
    }

    @Override
    public void validated(ValidationReport validation) {
      heard.add("validated " + validation.progress().step());
    }

    @Override
    public void saved(Checkpoint checkpoint) {
      heard.add("saved " + checkpoint.progress().step());
    }

    @Override
    public void finished(TrainingResult result) {
      heard.add("finished " + result.progress().step());
    }
  }

  @Test
  void anInterruptEndsTheRunWithACheckpoint() {
    Thread caller = Thread.currentThread();
    TrainingResult result =
        SmallRun.into(folder)
            .steps(1000)
            .checkpointEvery(1000)
            .listener(
                new TrainingListener() {
                  @Override
                  public void stepped(StepReport step) {
                    caller.interrupt();
                  }
                })
            .build()
            .fit();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.complete()).isFalse();
    assertThat(result.progress().step()).isBetween(1L, 20L);
    assertThat(result.lastCheckpoint().file()).exists();
    assertThat(SmallRun.into(folder).steps(1000).resume(true).stopAfter(30).build().fit())
        .satisfies(resumed -> assertThat(resumed.progress().step()).isEqualTo(30));
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunAndNamesTheLastCheckpoint() {
    assertThatThrownBy(
            () ->
                SmallRun.into(folder)
                    .recipe(
                        SmallRun.recipe()
                            .withEachStage(
                                stage ->
                                    stage
                                        .learningRate(1e38)
                                        .optimiser(Optimiser.sgd(0, 0))
                                        .schedule(Schedule.constant())))
                    .checkpointEvery(1)
                    .build()
                    .fit())
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("training diverged at step")
        .hasMessageContaining("of stage encoder-decoder")
        .hasMessageContaining("wanted a lower learning rate or gradient clipping");
  }

  @Test
  void aStepThatDoesNotFitIsRefusedBeforeTheFirst() {
    assertThatThrownBy(() -> SmallRun.into(folder).memoryBudget("1MB").build().fit())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("a step of stage encoder-decoder is estimated to take")
        .hasMessageContaining("2 samples of 64x64 at once")
        .hasMessageContaining("0.0 GB are allowed");
  }

  @Test
  void aGuidedNetworkTrainsInAllStagesAndGoesOnWhereItStopped() {
    TrainingResult whole = guided("whole").build().fit();
    guided("parts").stopAfter(3).build().fit();
    TrainingResult parts = guided("parts").resume(true).build().fit();
    assertThat(SmallRun.bits(parts.model())).isEqualTo(SmallRun.bits(whole.model()));
    Map<String, FloatTensor> tensors = SmallRun.tensors(whole.model());
    float[] rawAlpha = tensors.get("rawalpha.0.weight").values();
    assertThat(rawAlpha).as("began as zeros").isNotEqualTo(new float[rawAlpha.length]);
    assertThat(tensors.get("guide_gate.0.bias").values()[0]).as("began as 1").isNotEqualTo(1);
  }

  private MattingTrainer.Builder guided(String name) {
    return SmallRun.into(folder.resolve(name))
        .allStages()
        .steps(2)
        .guides(ClosedForm.published())
        .validation(SmallRun.validation());
  }

  @Test
  void aFolderOfAnotherRunIsLeftAsItIs() {
    SmallRun.into(folder).steps(2).build().fit();
    assertThatThrownBy(() -> SmallRun.into(folder).steps(2).build().fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "output is "
                + folder
                + ", which contains the checkpoint step-00000002.safetensors of another run; wanted"
                + " resume, or another folder");
  }

  @Test
  void aRunGoesOnOnlyWithTheSettingsThatItBeganWith() {
    SmallRun.into(folder).stopAfter(2).build().fit();
    assertThatThrownBy(() -> SmallRun.into(folder).seed(4).resume(true).build().fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "seed is 4, wanted 3 as in the run of checkpoint "
                + SmallRun.checkpoint(folder, 2)
                + ", which is being resumed");
    assertThatThrownBy(
            () ->
                SmallRun.into(folder)
                    .recipe(
                        SmallRun.recipe()
                            .withStage(Stage.OVERALL, stage -> stage.learningRate(0.5)))
                    .resume(true)
                    .build()
                    .fit())
        .hasMessageStartingWith("recipe.overall.learningRate is 0.5, wanted 1.0E-4 as in the run");
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    List<Throwable> thrown = new ArrayList<>();
    SmallRun.into(folder)
        .steps(1)
        .listener(
            new TrainingListener() {
              @Override
              public void stepped(StepReport step) {
                try {
                  SmallRun.into(folder).resume(true).build().fit();
                } catch (RuntimeException e) {
                  thrown.add(e);
                }
              }
            })
        .build()
        .fit();
    assertThat(thrown).singleElement().isInstanceOf(InvalidInputException.class);
    assertThat(thrown.get(0))
        .hasMessage("output is " + folder + ", which another run is using, wanted another folder");
  }

  @Test
  void whatAKilledRunLeftHalfWrittenIsCleanedUp() throws IOException {
    Path leftover =
        Files.createDirectories(folder.resolve("checkpoints"))
            .resolve(".0f8fad5b-d9cb-469f-a165-70867728950e.tmp");
    Files.write(leftover, new byte[10]);
    SmallRun.into(folder).steps(1).build().fit();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void aRunThatIsCompleteStaysAsItIs() throws IOException {
    TrainingResult first = SmallRun.into(folder).steps(2).build().fit();
    byte[] model = Files.readAllBytes(first.model());
    TrainingResult again = SmallRun.into(folder).steps(2).resume(true).build().fit();
    assertThat(again.complete()).isTrue();
    assertThat(again.progress()).isEqualTo(first.progress());
    assertThat(again.lastCheckpoint().file()).isEqualTo(first.lastCheckpoint().file());
    assertThat(Files.readAllBytes(again.model())).isEqualTo(model);
  }
}
