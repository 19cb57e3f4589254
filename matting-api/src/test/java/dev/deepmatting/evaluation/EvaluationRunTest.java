package dev.deepmatting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationRunTest {
  @TempDir private Path root;

  @Test
  void scoresEachImageAndTakesTheMean() throws IOException {
    DataSet data = new DataSet(root).with("b", 51).with("a", 0);

    EvaluationReport report = data.run().build().run();

    assertThat(report.images()).extracting(EvaluatedImage::name).containsExactly("a", "b");
    assertThat(report.images().get(0).scores().sad()).isZero();
    assertThat(report.images().get(1).scores().pixels()).isEqualTo(32);
    assertThat(report.images().get(1).scores().sad()).isCloseTo(32 * .2 / 1000, within(1e-12));
    assertThat(report.mean().orElseThrow().sad()).isCloseTo(16 * .2 / 1000, within(1e-12));
    assertThat(report.mean().orElseThrow().mad()).isCloseTo(.1, within(1e-12));
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void measuresTheSharesThatStrataGoBy() throws IOException {
    DataSet data = new DataSet(root).with("a", 0).with("b", 51);
    DataSet.gray(data.truths().resolve("b.png"), (x, y) -> x < 6 ? 0 : 255);

    EvaluationReport report =
        data.run().stratify(Share.SOFT, 0.5).stratify(Share.UNKNOWN, 0.1, 0.3).build().run();

    assertThat(report.images()).extracting(EvaluatedImage::softShare).containsExactly(1.0, 0.0);
    assertThat(report.images().get(0).unknownShare()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(report.strata())
        .extracting(Stratum::share, Stratum::from, Stratum::to, Stratum::images)
        .containsExactly(
            tuple(Share.SOFT, 0.0, 0.5, 1),
            tuple(Share.SOFT, 0.5, 1.0, 1),
            tuple(Share.UNKNOWN, 0.0, 0.1, 0),
            tuple(Share.UNKNOWN, 0.1, 0.3, 0),
            tuple(Share.UNKNOWN, 0.3, 1.0, 2));
    assertThat(report.strata().get(0).mean()).contains(report.images().get(1).scores());
    assertThat(report.strata().get(2).mean()).isEmpty();
  }

  @Test
  void reportsATrimapThatContradictsTheTruth() throws IOException {
    DataSet data = new DataSet(root).with("a", 0);
    DataSet.gray(
        data.truths().resolve("a.png"),
        (x, y) -> x == 0 && y < 3 ? 51 : x < 4 ? 0 : x < 8 ? 100 : x == 11 ? 204 : 255);

    EvaluatedImage image = data.run().build().run().images().get(0);

    assertThat(image.notices())
        .containsExactly(
            "trimap says foreground at 8 pixels where the truth is below 1 (down to 0.800)",
            "trimap says background at 3 pixels where the truth is above 0 (up to 0.200)");
    assertThat(image.scores().sad()).isZero();
  }

  @Test
  void aSingleLevelContradicts() throws IOException {
    DataSet data = new DataSet(root).with("a", 0);
    DataSet.gray(
        data.truths().resolve("a.png"), (x, y) -> x < 4 ? x : x < 8 ? 100 : x == 9 ? 254 : 255);

    assertThat(data.run().build().run().images().get(0).notices())
        .containsExactly(
            "trimap says foreground at 8 pixels where the truth is below 1 (down to 0.996)",
            "trimap says background at 24 pixels where the truth is above 0 (up to 0.012)");
  }

  @Test
  void theWholeImageNeedsNoUnknownPixels() throws IOException {
    DataSet data = new DataSet(root).with("a", 51);
    DataSet.gray(data.trimaps().resolve("a.png"), (x, y) -> x < 6 ? 0 : 255);

    EvaluatedImage image =
        data.run()
            .metrics(MattingMetrics.standard().withRegion(Region.WHOLE_IMAGE))
            .build()
            .run()
            .images()
            .get(0);

    assertThat(image.scores().pixels()).isEqualTo(96);
    assertThat(image.softShare()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void failuresAreSortedByName() throws IOException {
    DataSet data = new DataSet(root).with("a", 0).with("c", 0).with("z", 0);
    Files.writeString(data.truths().resolve("a.png"), "no picture");
    Files.delete(data.predictions().resolve("c.png"));

    assertThat(data.run().threads(1).build().run().failures())
        .extracting(FailedImage::name)
        .containsExactly("a", "c");
  }

  @Test
  void counts128AloneAsUnknownUnlessToldOtherwise() throws IOException {
    DataSet data = new DataSet(root).with("a", 51);
    DataSet.gray(
        data.trimaps().resolve("a.png"),
        (x, y) -> x < 4 ? 0 : x == 4 ? 127 : x == 5 ? 129 : x < 8 ? 128 : 255);

    EvaluatedImage exact = data.run().build().run().images().get(0);
    EvaluatedImage wide =
        data.run().trimapThresholds(TrimapThresholds.standard()).build().run().images().get(0);

    assertThat(exact.scores().pixels()).isEqualTo(16);
    assertThat(exact.notices())
        .contains("trimap has 16 pixels other than 0, 128 and 255; unknown is 128 alone");
    assertThat(wide.scores().pixels()).isEqualTo(32);
  }

  @Test
  void scoresTheWholeImageWithoutATrimap() throws IOException {
    DataSet data = new DataSet(root).with("a", 51);

    EvaluationReport report =
        EvaluationRun.builder()
            .predictions(data.predictions())
            .truths(data.truths())
            .metrics(MattingMetrics.standard().withRegion(Region.WHOLE_IMAGE))
            .build()
            .run();

    assertThat(report.images().get(0).scores().pixels()).isEqualTo(96);
    assertThat(report.images().get(0).unknownShare()).isEqualTo(1);
  }

  @Test
  void givesTheSameReportWithAnyNumberOfThreads() throws IOException {
    DataSet data = new DataSet(root);
    for (int i = 0; i < 20; i++) {
      data.with("image-" + i, 5 * i);
    }
    Files.delete(data.predictions().resolve("image-7.png"));

    EvaluationReport one = data.run().threads(1).build().run();
    EvaluationReport eight = data.run().threads(8).build().run();

    assertThat(eight.images()).isEqualTo(one.images()).hasSize(19);
    assertThat(eight.failures()).isEqualTo(one.failures()).hasSize(1);
    for (EvaluationReport report : List.of(one, eight)) {
      assertThat(report.worstCases().stream().map(worst -> worst.image().name()))
          .hasSize(12)
          .startsWith("image-19", "image-18", "image-17")
          .endsWith("image-9", "image-8");
    }
  }

  @Test
  void tellsTheListenerOfEachImage() throws IOException {
    DataSet data = new DataSet(root).with("a", 0).with("b", 0);
    Files.delete(data.trimaps().resolve("b.png"));
    List<String> heard = new ArrayList<>();

    data.run()
        .listener(
            new EvaluationListener() {
              @Override
              public void scored(EvaluatedImage image, int done, int total) {
                heard.add(image.name() + " " + done + "/" + total);
              }

              @Override
              public void failed(FailedImage image, int done, int total) {
                heard.add(image.name() + " failed " + done + "/" + total);
              }
            })
        .build()
        .run();

    assertThat(heard).containsExactly("b failed 1/2", "a 2/2");
  }

  @Test
  void anErrorOfTheListenerEndsTheRun() throws IOException {
    DataSet data = new DataSet(root).with("a", 0);
    EvaluationListener listener =
        new EvaluationListener() {
          @Override
          public void scored(EvaluatedImage image, int done, int total) {
            throw new IllegalStateException("enough");
          }
        };

    assertThatThrownBy(() -> data.run().listener(listener).build().run()).hasMessage("enough");
  }

  @Test
  void anInterruptEndsTheRun() throws IOException {
    EvaluationRun run = new DataSet(root).with("a", 0).run().build();

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(run::run).isInstanceOf(MattingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    DataSet data = new DataSet(root);

    refuses(EvaluationRun.builder(), "truths is missing, wanted the folder of the true mattes");
    refuses(
        EvaluationRun.builder().truths(root).trimaps(root),
        "predictions and matting are both missing, wanted one of them");
    refuses(
        EvaluationRun.builder().truths(root).predictions(data.predictions()),
        "trimaps is missing, wanted at least one folder, or the region WHOLE_IMAGE");
    refuses(
        EvaluationRun.builder().truths(root).predictions(root.resolve(".")).trimaps(root),
        "predictions is " + root.resolve(".") + ", the folder of the truths, wanted another");
    assertThatThrownBy(() -> data.run().build().run())
        .hasMessage("truth is '" + data.truths() + "', wanted a folder that exists");
  }

  @Test
  void refusesNumbersOutOfRange() {
    EvaluationRun.Builder builder = EvaluationRun.builder();

    assertThatThrownBy(() -> builder.threads(0)).hasMessage("threads is 0, wanted 1 to 1024");
    assertThatThrownBy(() -> builder.worstCases(-1))
        .hasMessage("worstCases is -1, wanted at least 0");
    assertThatThrownBy(() -> builder.stratify(Share.SOFT, 0.5, 0.2))
        .hasMessage(
            "bounds is [0.5, 0.2], wanted rising numbers between 0 and 1, without the ends");
    assertThatThrownBy(() -> builder.stratify(Share.SOFT))
        .hasMessage("bounds is empty, wanted at least one number");
  }

  private static void refuses(EvaluationRun.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
