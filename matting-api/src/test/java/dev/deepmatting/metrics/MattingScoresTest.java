package dev.deepmatting.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MattingScoresTest {
  @Test
  void meansCountEachImageTheSame() {
    MattingScores small = new MattingScores(1, 2, 0.5, 4, 6, 0.25);
    MattingScores large = new MattingScores(99, 4, 0, 0, 0, 0.75);

    assertThat(MattingScores.mean(List.of(small, large)))
        .isEqualTo(new MattingScores(50, 3, 0.25, 2, 3, 0.5));
  }

  @Test
  void refusesWhatNoMetricGives() {
    refuses(() -> MattingScores.mean(List.of()), "scores is empty, wanted at least one image");
    refuses(() -> new MattingScores(0, 0, 0, 0, 0, 0), "pixels is 0, wanted more than 0");
    refuses(
        () -> new MattingScores(1, -1, 0, 0, 0, 0), "sad is -1.0, wanted a finite number from 0");
    refuses(() -> new MattingScores(1, 0, 1.5, 0, 0, 0), "mse is 1.5, wanted 0 to 1");
    refuses(
        () -> new MattingScores(1, 0, 0, Double.NaN, 0, 0),
        "gradient is NaN, wanted a finite number from 0");
    refuses(
        () -> new MattingScores(1, 0, 0, 0, Double.POSITIVE_INFINITY, 0),
        "connectivity is Infinity, wanted a finite number from 0");
    refuses(() -> new MattingScores(1, 0, 0, 0, 0, 2), "mad is 2.0, wanted 0 to 1");
  }

  private static void refuses(Runnable making, String message) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
