package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrimapReviewTest {
  private static final int SIDE = 120;
  private static final int MIDDLE = SIDE / 2;

  @Test
  void goodTrimapsSeldomDrawAWarning() {
    long scenesWithAWarning =
        LongStream.range(0, 24)
            .mapToObj(place -> Scenes.drawn(place, 0.3, SceneFamily.values()))
            .filter(
                scene ->
                    TrimapReview.of(scene.image(), good(scene)).findings().stream()
                        .filter(finding -> finding.kind() != Kind.NO_FOREGROUND)
                        .filter(finding -> finding.kind() != Kind.MUCH_UNKNOWN)
                        .anyMatch(finding -> finding.severity() != Severity.HINT))
            .count();

    assertThat(scenesWithAWarning).isLessThanOrEqualTo(1);
  }

  @Test
  void thePaintedTrimapOfTheDandelionIsFine() {
    Path samples = Path.of("../matting-examples/samples");
    ImageFiles files = ImageFiles.standard();
    RgbImage image = files.readImage(samples.resolve("dandelion.jpg"));
    Trimap trimap =
        files.readTrimap(samples.resolve("dandelion-trimap.png"), TrimapThresholds.standard());

    TrimapReview review = TrimapReview.of(image, trimap);

    assertThat(review.findings()).isEmpty();
    assertThat(review.worst()).isEmpty();
    assertThat(review.unknownShare()).isBetween(0.311, 0.312);
    assertThat(review.foregroundShare() + review.backgroundShare()).isBetween(0.688, 0.689);
    assertThat(review).hasToString("unknown 31.1 %, foreground 2.5 %, background 66.3 %");
  }

  @Test
  void nothingUnknownIsAnError() {
    TrimapReview review = review((x, y) -> x < MIDDLE ? 0 : 255);

    assertThat(review.worst()).contains(Severity.ERROR);
    assertThat(kinds(review)).containsExactly(Kind.NOTHING_UNKNOWN, Kind.NOTHING_BETWEEN);
    assertThat(review.findings().get(1))
        .isEqualTo(
            new Finding(
                Kind.NOTHING_BETWEEN,
                Severity.WARNING,
                1,
                "Foreground touches background along 100 % of its outline.",
                "Paint unknown between the two; no edge in a photograph is sharper than two"
                    + " pixels."));
  }

  @Test
  void missesForegroundAndBackground() {
    TrimapReview review = review((x, y) -> 128);

    assertThat(kinds(review))
        .containsExactlyInAnyOrder(Kind.NO_FOREGROUND, Kind.NO_BACKGROUND, Kind.MUCH_UNKNOWN);
    assertThat(review.worst()).contains(Severity.WARNING);
  }

  @Test
  void tellsMuchUnknownByItsShare() {
    assertThat(kinds(review((x, y) -> x < 30 ? 0 : x < 89 ? 128 : 255))).isEmpty();
    TrimapReview review = review((x, y) -> x < 30 ? 0 : x < 96 ? 128 : 255);

    assertThat(review.findings())
        .last()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.MUCH_UNKNOWN);
              assertThat(finding.severity()).isEqualTo(Severity.HINT);
              assertThat(finding.amount()).isEqualTo(0.55);
              assertThat(finding.message()).isEqualTo("55 % of the picture is unknown.");
            });
  }

  @Test
  void tellsABandThatIsTooThin() {
    assertThat(kinds(review((x, y) -> x < 60 ? 0 : x < 63 ? 128 : 255))).isEmpty();
    TrimapReview review = review((x, y) -> x < 60 ? 0 : x < 62 ? 128 : 255);

    assertThat(kinds(review)).containsExactly(Kind.LITTLE_UNKNOWN);
    assertThat(review.findings().get(0).message())
        .isEqualTo("The unknown band is 2.0 pixels wide on average.");
  }

  @Test
  void tellsUnknownIslands() {
    TrimapReview review =
        review(
            (x, y) -> {
              boolean island = x < 20 && y < 20;
              return x < 70 ? (island ? 128 : 0) : x < 80 ? 128 : 255;
            });

    assertThat(review.findings())
        .last()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.FAR_ISLANDS);
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.amount()).isEqualTo(0.25);
              assertThat(finding.message())
                  .isEqualTo(
                      "Unknown regions more than 16 pixels from all foreground: 1, with 25.0 % of"
                          + " the unknown.");
            });
  }

  @Test
  void tellsForegroundThatRunsOverTheOutline() {
    RgbImage image = disc(40, 2);

    assertThat(kinds(TrimapReview.of(image, ring(34, 46, 0, 0)))).isEmpty();
    assertThat(kinds(TrimapReview.of(image, ring(34, 46, 14, 38))))
        .contains(Kind.FOREGROUND_LIKE_BACKGROUND);
  }

  @Test
  void tellsAPartOfTheObjectThatIsLeftOut() {
    RgbImage image = disc(40, 2);

    assertThat(kinds(TrimapReview.of(image, ring(34, 46, -16, 24))))
        .contains(Kind.BACKGROUND_LIKE_FOREGROUND);
  }

  @Test
  void tellsASoftEdgeThatLeavesTheBand() {
    RgbImage image = disc(40, 6);

    assertThat(kinds(TrimapReview.of(image, ring(30, 50, 0, 0)))).isEmpty();
    assertThat(kinds(TrimapReview.of(image, ring(38, 42, 0, 0)))).containsExactly(Kind.NARROW_BAND);
  }

  @Test
  void tellsABandThatNeedNotBeSoWide() {
    TrimapReview review = TrimapReview.of(disc(40, 2), ring(20, 55, 0, 0));

    assertThat(review.findings())
        .last()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.ROUGH_BAND);
              assertThat(finding.severity()).isEqualTo(Severity.HINT);
              assertThat(finding.amount()).isBetween(0.82, 0.85);
              assertThat(finding.message())
                  .isEqualTo("84 % of the unknown looks like the known pixels next to it.");
              assertThat(finding.advice()).contains("label expansion (LabelExpansion, --expand)");
            });
    assertThat(kinds(TrimapReview.of(disc(40, 6), ring(30, 50, 0, 0)))).isEmpty();
  }

  @Test
  void refusesAnImageOfAnotherSize() {
    Trimap trimap = Trimap.of(2, 1, new byte[2]);

    assertThatThrownBy(() -> TrimapReview.of(Scenes.plain(1, 2, 0, 0, 0), trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 2x1, wanted the image's size 1x2");
  }

  private static Trimap good(Scenes scene) {
    return TrimapGenerator.byDistance(Band.pixels(8)).fromAlpha(scene.alpha());
  }

  /** Of a picture without edges, so that only the trimap itself counts. */
  private static TrimapReview review(IntBinaryOperator value) {
    return TrimapReview.of(Scenes.plain(SIDE, SIDE, 90, 90, 90), trimap(value));
  }

  private static List<Kind> kinds(TrimapReview review) {
    return review.findings().stream().map(Finding::kind).toList();
  }

  private static Trimap trimap(IntBinaryOperator value) {
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) value.applyAsInt(i % SIDE, i / SIDE);
    }
    return Trimap.of(SIDE, SIDE, values);
  }

  /** A trimap of a disc, which reaches further where it is so far to the right of the middle. */
  private static Trimap ring(double inner, double outer, double further, int right) {
    return trimap(
        (x, y) -> {
          double extra = x > MIDDLE + right ? further : 0;
          double radius = Math.hypot(x - MIDDLE, y - MIDDLE) - extra;
          return radius < inner ? 255 : radius < outer ? 128 : 0;
        });
  }

  /** A red disc on a blue ground; its edge is a ramp of twice the softness. */
  private static RgbImage disc(double radius, double softness) {
    byte[] samples = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % SIDE;
      int y = i / 3 / SIDE;
      double inside = radius - Math.hypot(x - MIDDLE, y - MIDDLE);
      double alpha = Math.max(0, Math.min(1, 0.5 + inside / (2 * softness)));
      int[] object = {200, 60, 40};
      int[] ground = {40, 60, 180};
      samples[i] = (byte) Math.round(alpha * object[i % 3] + (1 - alpha) * ground[i % 3]);
    }
    return RgbImage.of8(SIDE, SIDE, samples);
  }
}
