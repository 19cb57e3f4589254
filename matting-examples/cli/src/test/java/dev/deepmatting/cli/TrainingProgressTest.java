package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  private static final Path RUN = Path.of("run");
  private static final Path FILE = RUN.resolve("checkpoints").resolve("step-00000003.safetensors");
  private static final int STEPS = 10;

  private final StringWriter text = new StringWriter();
  private long seconds;

  @Test
  void tellsAtTheStartWhatTheRunIs() {
    elsewhere().started(start(false));

    assertThat(text.toString().lines())
        .containsExactly(
            "network     a network",
            "parameters  28 million",
            "data        pictures",
            "memory      a step takes about 3.1 GB",
            "report      " + RUN.resolve("report.html"),
            "Starts at step 0 of 10, stage overall");
  }

  @Test
  void elsewhereALineComesAtMostEveryTenSeconds() {
    TrainingProgress progress = elsewhere();
    progress.started(start(true));
    text.getBuffer().setLength(0);
    for (int step = 1; step <= STEPS; step++) {
      seconds += 4;
      progress.stepped(step(step, step));
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "overall 1/10, step 1/10, loss 1.0000, 0.5 samples/s, 0:00:36 left",
            "overall 4/10, step 4/10, loss 2.5000, 0.5 samples/s, 0:00:24 left",
            "overall 7/10, step 7/10, loss 4.0000, 0.5 samples/s, 0:00:12 left",
            "overall 10/10, step 10/10, loss 5.5000, 0.5 samples/s, 0:00:00 left");
  }

  @Test
  void validationsCheckpointsAndTheEndStand() {
    TrainingProgress progress = elsewhere();
    progress.started(start(false));
    text.getBuffer().setLength(0);

    progress.validated(validation(true, 2.5));
    progress.validated(validation(false, 3));
    progress.saved(new Checkpoint(FILE, at(3), OptionalDouble.of(3)));
    progress.stepped(step(4, 0.5));
    progress.finished(result(true));

    assertThat(text.toString().lines())
        .containsExactly(
            "Validation after step 3: SAD 2.500, MSE 0.0200, gradient 1.000, connectivity 2.000,"
                + " the best so far",
            "Validation after step 3: SAD 3.000, MSE 0.0200, gradient 1.000, connectivity 2.000",
            "Checkpoint " + RUN.relativize(FILE),
            "Done: step 3 of 10",
            "Model run");
  }

  @Test
  void aRunThatStoppedTellsWhereItGoesOn() {
    TrainingProgress progress = elsewhere();
    progress.started(start(false));
    progress.finished(result(false));

    assertThat(text.toString().lines())
        .endsWith(
            "Stopped after step 3 of 10", "Model run", "--resume continues the run from " + FILE);
  }

  @Test
  void movesALineWithABarOnATerminal() {
    TrainingProgress progress = progress(true, 6);
    progress.started(start(false));
    text.getBuffer().setLength(0);

    progress.stepped(step(5, 0.25));
    progress.validated(validation(true, 2.5));
    progress.stepped(step(6, 0.25));

    assertThat(text.toString())
        .startsWith("\r[=====     ] overall 5/10 loss 0.2500, 0.5/s, 0:00:04 left\r ")
        .endsWith("[======    ] overall 6/10 loss 0.2500, 0.5/s, 0:00:00 left, SAD 2.500");
  }

  /** What a run is to be told of, in a new stage as well. */
  @Test
  void aNewStageHasALossOfItsOwn() {
    TrainingPace pace = new TrainingPace(Long.MAX_VALUE);
    pace.add(step(1, 100));
    Progress next = new Progress(Stage.REFINEMENT, 1, STEPS, 2, STEPS);
    pace.add(new StepReport(next, 1, Map.of(), Map.of(), 1, 9, 6, 8, 0));

    assertThat(pace.describe(next)).isEqualTo("loss 1.0000, 0.7 samples/s, 0:00:48 left");
  }

  private TrainingProgress elsewhere() {
    return progress(false, Long.MAX_VALUE);
  }

  private TrainingProgress progress(boolean terminal, long stopAfter) {
    return new TrainingProgress(
        new PrintWriter(text), terminal, stopAfter, () -> seconds * 1_000_000_000);
  }

  private static Progress at(long step) {
    return new Progress(Stage.OVERALL, step, STEPS, step, STEPS);
  }

  private static TrainingStart start(boolean resumed) {
    return new TrainingStart(
        RUN,
        at(0),
        resumed,
        Map.of("network", "a network", "parameters", "28 million", "data", "pictures"),
        3_123_456_789L);
  }

  /** Two samples in four seconds. */
  private static StepReport step(long step, double loss) {
    return new StepReport(at(step), loss, Map.of(), Map.of(), 1, 9, 2, 4, 0);
  }

  private static ValidationReport validation(boolean best, double sad) {
    return new ValidationReport(
        at(3), new MattingScores(9, sad, 0.02, 1, 2, 0.1), Map.of(), best, List.of(), 1);
  }

  private static TrainingResult result(boolean complete) {
    return new TrainingResult(
        at(3),
        complete,
        RUN,
        new Checkpoint(FILE, at(3), OptionalDouble.empty()),
        Optional.empty());
  }
}
