package dev.deepmatting.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import org.junit.jupiter.api.Test;

class MattingMetricsTest {
  private static final MattingMetrics METRICS = MattingMetrics.standard();

  /** A vector that was computed elsewhere, from formulas in integers alone. */
  @Test
  void matchesTheCheckVector() {
    MattingScores scores =
        METRICS.compare(
            Planes.matte(64, 48, MattingMetricsTest::prediction),
            Planes.matte(64, 48, MattingMetricsTest::truth),
            Planes.trimap(64, 48, (x, y) -> trimap(x)));

    assertThat(scores.pixels()).isEqualTo(2544);
    assertThat(scores.sad()).isCloseTo(.077529412, within(1e-8));
    assertThat(scores.mse()).isCloseTo(.001618753, within(1e-8));
    assertThat(scores.gradient()).isCloseTo(.001336674, within(1e-8));
    assertThat(scores.connectivity()).isCloseTo(.030678431, within(1e-8));
  }

  @Test
  void roundsFloatingPointMattesHalfUp() {
    AlphaMatte half = AlphaMatte.of(2, 1, new float[] {0.5f, 127.49f / 255});
    AlphaMatte rounded = Planes.matte(2, 1, (x, y) -> x == 0 ? 128 : 127);

    assertThat(METRICS.compare(half, rounded, Planes.unknown(2, 1)).sad()).isZero();
  }

  @Test
  void scoresNothingButTheRegion() {
    AlphaMatte truth = Planes.matte(4, 2, (x, y) -> 0);
    AlphaMatte prediction = Planes.matte(4, 2, (x, y) -> x == 0 ? 255 : 51);
    Trimap trimap = Planes.trimap(4, 2, (x, y) -> x == 3 ? Trimap.UNKNOWN : 0);

    MattingScores unknown = METRICS.compare(prediction, truth, trimap);
    MattingScores image = METRICS.withRegion(Region.WHOLE_IMAGE).compare(prediction, truth, trimap);

    assertThat(unknown.pixels()).isEqualTo(2);
    assertThat(unknown.sad()).isCloseTo(2 * 0.2 / 1000, within(1e-15));
    assertThat(unknown.mse()).isCloseTo(0.04, within(1e-15));
    assertThat(unknown.mad()).isCloseTo(0.2, within(1e-15));
    assertThat(image.pixels()).isEqualTo(8);
    assertThat(image.sad()).isCloseTo(3.2 / 1000, within(1e-15));
    assertThat(image).isEqualTo(METRICS.withRegion(Region.WHOLE_IMAGE).compare(prediction, truth));
  }

  @Test
  void refusesOtherSizes() {
    AlphaMatte truth = Planes.matte(4, 2, (x, y) -> 0);

    assertThatThrownBy(
            () -> METRICS.compare(Planes.matte(2, 4, (x, y) -> 0), truth, Planes.unknown(4, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("prediction is 2x4, wanted the truth's size 4x2");
    assertThatThrownBy(() -> METRICS.compare(truth, truth, Planes.unknown(3, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 3x2, wanted the truth's size 4x2");
  }

  @Test
  void refusesAnEmptyRegion() {
    AlphaMatte truth = Planes.matte(4, 2, (x, y) -> 0);
    Trimap known = Planes.trimap(4, 2, (x, y) -> 0);

    assertThatThrownBy(() -> METRICS.compare(truth, truth, known))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap has 0 unknown pixels, wanted at least 1");
    assertThat(METRICS.withRegion(Region.WHOLE_IMAGE).compare(truth, truth, known).sad()).isZero();
  }

  @Test
  void asksForATrimapWhereItIsNeeded() {
    AlphaMatte truth = Planes.matte(4, 2, (x, y) -> 0);

    assertThatThrownBy(() -> METRICS.compare(truth, truth))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("region is UNKNOWN, wanted a trimap with it, or WHOLE_IMAGE");
  }

  private static int trimap(int x) {
    return x < 5 ? Trimap.BACKGROUND : x >= 58 ? Trimap.FOREGROUND : Trimap.UNKNOWN;
  }

  private static int truth(int x, int y) {
    if (trimap(x) != Trimap.UNKNOWN) {
      return trimap(x);
    }
    if ((x - 50) * (x - 50) + (y - 10) * (y - 10) < 25) {
      return 255;
    }
    if (x >= 6 && x < 10 && y >= 30 && y < 36) {
      return 200;
    }
    return clamp(9 * (x - 14) + 4 * ((7 * x + 5 * y) % 13) - 20);
  }

  private static int prediction(int x, int y) {
    return trimap(x) != Trimap.UNKNOWN
        ? trimap(x)
        : clamp(truth(x, y) + (13 * x + 17 * y) % 41 - 20);
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
