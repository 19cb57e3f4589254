package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.TrainingDivergedException;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DivergenceGuardTest {
  private final DivergenceGuard guard = new DivergenceGuard();

  private void see(double loss, double norm, int step) {
    guard.check(
        new StageTrainer.StepValues(loss, Map.of(), norm, 1),
        new Progress(Stage.OVERALL, step, 100, step, 100),
        Optional.of(Path.of("run/checkpoints/step-00000010.safetensors")));
  }

  @Test
  void aGradientThousandsOfTimesAsLongAsBeforeEndsTheRun() {
    for (int step = 1; step <= 20; step++) {
      see(0.5, 1 + step % 3, step);
    }
    assertThatThrownBy(() -> see(0.5, 1e6, 21))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessage(
            "training diverged at step 21 of stage overall: the norm of the gradient is 1.00e+06,"
                + " which was 2.04 so far; the last good checkpoint is"
                + " run/checkpoints/step-00000010.safetensors; wanted a lower learning rate or"
                + " gradient clipping");
  }

  @Test
  void theFirstStepsMayBeWild() {
    assertThatCode(
            () -> {
              see(0.5, 1e-9, 1);
              see(0.5, 1e9, 2);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsNoNumberEndsTheRunAtOnce() {
    assertThatThrownBy(() -> see(Double.NaN, 1, 1))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("the loss is NaN and the norm of its gradient 1.0, wanted numbers");
    assertThatThrownBy(() -> see(1, Double.POSITIVE_INFINITY, 1))
        .hasMessageContaining("the norm of its gradient Infinity");
  }
}
