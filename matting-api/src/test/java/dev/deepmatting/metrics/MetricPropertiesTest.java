package dev.deepmatting.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any mattes; the seed of a failure is in the test's name. */
class MetricPropertiesTest {
  private static final double ROUNDING = 1e-12;
  private static final MattingMetrics UNKNOWN = MattingMetrics.standard();
  private static final MattingMetrics IMAGE = UNKNOWN.withRegion(Region.WHOLE_IMAGE);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void identicalMattesHaveNoError(long seed) {
    RandomMattes random = new RandomMattes(seed);
    AlphaMatte matte = random.matte(random.values());

    for (EmptyIntersection empty : EmptyIntersection.values()) {
      MattingScores scores =
          UNKNOWN.withEmptyIntersection(empty).compare(matte, matte, random.trimap());
      assertThat(errors(scores)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void predictionAndTruthMayBeExchanged(long seed) {
    RandomMattes random = new RandomMattes(seed);
    AlphaMatte left = random.matte(random.values());
    AlphaMatte right = random.matte(random.values());
    Trimap trimap = random.trimap();

    assertThat(UNKNOWN.compare(left, right, trimap))
        .isEqualTo(UNKNOWN.compare(right, left, trimap));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thePlaceOnTheCanvasDoesNotMatter(long seed) {
    RandomMattes random = new RandomMattes(seed);
    int[] left = random.values();
    int[] right = random.values();

    MattingScores here = IMAGE.compare(random.onCanvas(left, 5, 5), random.onCanvas(right, 5, 5));
    int x = random.shift();
    int y = random.shift();
    MattingScores there = IMAGE.compare(random.onCanvas(left, x, y), random.onCanvas(right, x, y));

    assertThat(errors(there)).containsExactly(errors(here), within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void differencesGrowWithTheError(long seed) {
    RandomMattes random = new RandomMattes(seed);
    int[] truth = random.values();
    int[] near = random.values();
    int[] far = random.fartherFrom(truth, near);
    Trimap trimap = random.trimap();

    MattingScores smaller = UNKNOWN.compare(random.matte(near), random.matte(truth), trimap);
    MattingScores larger = UNKNOWN.compare(random.matte(far), random.matte(truth), trimap);

    assertThat(larger.sad()).isGreaterThanOrEqualTo(smaller.sad());
    assertThat(larger.mse()).isGreaterThanOrEqualTo(smaller.mse());
    assertThat(larger.mad()).isGreaterThanOrEqualTo(smaller.mad());
    boolean moved = isMovedInside(near, far, trimap);
    assertThat(larger.sad() > smaller.sad()).isEqualTo(moved);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theMetricsFitTogether(long seed) {
    RandomMattes random = new RandomMattes(seed);
    MattingScores scores =
        UNKNOWN.compare(
            random.matte(random.values()), random.matte(random.values()), random.trimap());

    assertThat(scores.sad()).isCloseTo(scores.mad() * scores.pixels() / 1000, within(ROUNDING));
    assertThat(scores.mse()).isLessThanOrEqualTo(scores.mad() + ROUNDING);
    assertThat(scores.mad() * scores.mad()).isLessThanOrEqualTo(scores.mse() + ROUNDING);
    assertThat(scores.connectivity()).isLessThanOrEqualTo(scores.pixels() / 1000 + ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void blackAndWhiteMayBeExchangedButForConnectivity(long seed) {
    RandomMattes random = new RandomMattes(seed);
    int[] left = random.values();
    int[] right = random.values();

    MattingScores scores = IMAGE.compare(random.matte(left), random.matte(right));
    MattingScores inverse =
        IMAGE.compare(random.matte(inverse(left)), random.matte(inverse(right)));

    assertThat(inverse.sad()).isEqualTo(scores.sad());
    assertThat(inverse.mse()).isEqualTo(scores.mse());
    assertThat(inverse.gradient()).isCloseTo(scores.gradient(), within(ROUNDING));
  }

  private static boolean isMovedInside(int[] near, int[] far, Trimap trimap) {
    for (int i = 0; i < near.length; i++) {
      if (near[i] != far[i] && trimap.isUnknown(i % trimap.width(), i / trimap.width())) {
        return true;
      }
    }
    return false;
  }

  private static int[] inverse(int[] values) {
    return Arrays.stream(values).map(value -> 255 - value).toArray();
  }

  private static double[] errors(MattingScores scores) {
    return new double[] {
      scores.sad(), scores.mse(), scores.gradient(), scores.connectivity(), scores.mad()
    };
  }
}
