package dev.deepmatting.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.train.PredictedSample;
import dev.deepmatting.train.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class HtmlTrainingReportTest {
  private static final String HOSTILE = "a\"><script>alert('&')</script>\u202Egnp.\u0007";
  private static final String HOSTILE_SHOWN = "a\"><script>alert('&')</script>\\u202Egnp.\\u0007";

  private final FakeRun run = FakeRun.of(100, 2);
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private RunHistory history;
  private List<TrainingListener> listeners;
  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    history = new RunHistory();
    listeners =
        List.of(history, new HtmlTrainingReport(history, Duration.ofSeconds(15), () -> now));
  }

  @Test
  void thereIsAPageBeforeTheFirstStep() {
    tell(each -> each.started(run.start(folder)));

    assertThat(text())
        .contains("Running")
        .contains("0 of 200")
        .contains("written 2026-01-02 03:04:05 UTC")
        .contains("No validation yet")
        .contains("about 3.2 GiB")
        .contains("seed, 28.21 M parameters");
    assertThat(page()).doesNotContain("<figure class=\"chart\">", "NaN");
  }

  @Test
  void theNumbersAreThoseOfTheRun() {
    tell(each -> each.started(run.start(folder)));
    step(1, 0.5, 2);
    step(2, 0.25, Double.POSITIVE_INFINITY);
    tell(each -> each.validated(run.validation(2, 47.125, true, List.of())));

    assertThat(text())
        .contains("2 of 200")
        .contains("Best SAD at step 247.13")
        .contains("Loss of the last step0.25")
        .contains("total 0.25")
        .contains("alpha 0.1875")
        .contains("composition 0.0625")
        .contains("norm infinite infinite in 1 step")
        .contains("Loss over steps 0 to 2; total: least 0.25, greatest 0.5, last 0.25.")
        .contains("Gradient norm over steps 0 to 2; norm: least 2, greatest 2, last infinite.")
        .contains("MSE over steps 0 to 2; last: least 15.71");
  }

  @Test
  void stepsRewriteThePageOnlyEverySoOften() throws IOException {
    tell(each -> each.started(run.start(folder)));
    String atStart = page();
    now = now.plusSeconds(14);
    step(1, 0.5, 1);
    assertThat(page()).isEqualTo(atStart);

    now = now.plusSeconds(1);
    step(2, 0.5, 1);
    assertThat(text()).contains("2 of 200").contains("03:04:20");

    now = now.minusSeconds(3600);
    step(3, 0.5, 1);
    assertThat(text()).contains("3 of 200");
    assertThat(Files.list(folder)).noneMatch(file -> file.toString().endsWith(".tmp"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is read cannot be replaced")
  void whoeverReadsThePageReadsItWhole() throws IOException {
    tell(each -> each.started(run.start(folder)));
    String before = page();
    try (InputStream reading = Files.newInputStream(folder.resolve(HtmlTrainingReport.FILE))) {
      tell(each -> each.validated(run.validation(1, true, List.of())));

      assertThat(new String(reading.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(before);
    }
    assertThat(page()).isNotEqualTo(before);
  }

  @Test
  void validationsAndTheEndAreToldAtOnce() {
    tell(each -> each.started(run.start(folder)));
    step(1, 0.5, 1);
    tell(each -> each.validated(run.validation(1, true, List.of())));
    assertThat(text()).contains("1 of 200");

    step(2, 0.5, 1);
    tell(each -> each.finished(run.result(2, false)));
    assertThat(text()).contains("Stopped").contains(Path.of("run", "best.safetensors").toString());
    assertThat(element("title")).isEqualTo("Training: stopped at step 2");
  }

  @Test
  void aRunThatIsDoneSaysSo() {
    tell(each -> each.started(run.start(folder)));
    tell(each -> each.saved(run.checkpoint(1)));
    tell(each -> each.finished(run.result(200, true)));

    assertThat(text()).contains("Complete").contains("step-200").doesNotContain("left");
  }

  @Test
  void stagesAreShadedAndNoLineCrossesThem() {
    tell(each -> each.started(run.start(folder)));
    for (long step = 1; step <= 150; step++) {
      long at = step;
      tell(each -> each.stepped(run.step(at)));
    }
    tell(each -> each.validated(run.validation(150, true, List.of())));

    String loss = page().substring(page().indexOf("id=\"loss\""), page().indexOf("id=\"losses\""));
    assertThat(loss)
        .contains("stage s1", "stage s2")
        .contains("1<tspan class=\"name\"> encoder-decoder</tspan>");
    assertThat(loss.split("class=\"line c0\" d=\"M\\d+\\.\\d \\d")).hasSize(3);
    assertThat(text()).contains("head").contains("stage 2: refinement");
  }

  @Test
  void aRunThatGoesOnShowsItsPast() {
    tell(each -> each.started(run.start(folder)));
    for (long step = 1; step <= 50; step++) {
      step(step, 0.5, 1);
    }
    tell(each -> each.validated(run.validation(50, 47.125, true, FakeRun.samples(1, 64, 0.5))));
    listen();
    tell(each -> each.started(run.resumedAt(folder, 50)));

    assertThat(text()).contains("resumed from step 50").contains("47.13").contains("step 50");
    assertThat(page().split("<img ")).hasSize(1 + 5 + 2);
  }

  @Test
  void textFromOutsideIsTextOnly() {
    PredictedSample sample = FakeRun.samples(1, 64, 0.5).get(0);
    PredictedSample hostile =
        new PredictedSample(
            FakeRun.named(HOSTILE, sample.sample()), sample.alpha(), sample.composed());
    Map<String, String> description = Map.of("x " + HOSTILE, "line 1\nline 2 " + HOSTILE);
    tell(each -> each.started(run.start(folder, 0, description)));
    tell(each -> each.validated(run.validation(1, true, List.of(hostile))));

    assertThat(parse().getElementsByTagName("script").getLength()).isZero();
    assertThat(page()).doesNotContain("\u202E", "\u0007");
    assertThat(text()).contains("x " + HOSTILE_SHOWN).contains("line 1\nline 2 " + HOSTILE_SHOWN);
    assertThat(((Element) parse().getElementsByTagName("img").item(0)).getAttribute("alt"))
        .isEqualTo("background of " + HOSTILE_SHOWN);
  }

  @Test
  void thePageNeedsNoOtherFileAndNoScript() {
    tell(each -> each.started(run.start(folder)));
    tell(each -> each.validated(run.validation(1, true, FakeRun.samples(1, 64, 0.5))));

    assertThat(page())
        .doesNotContain("http://", "https://", "url(", "@import", " style=", "<script")
        .contains("default-src 'none'; img-src data:; style-src 'sha256-")
        .doesNotContain("script-src");
    assertThat(page().split(" src=\"")).hasSameSizeAs(page().split(" src=\"data:image/"));
  }

  @Test
  void aPictureThatIsGoneIsMissingAndNoMore() throws IOException {
    tell(each -> each.started(run.start(folder)));
    tell(each -> each.validated(run.validation(1, true, FakeRun.samples(1, 64, 0.5))));
    Files.delete(folder.resolve("panels/inputs/1-trimap.png"));
    tell(each -> each.finished(run.result(1, false)));

    assertThat(page()).contains("no picture");
    assertThat(page().split("<img ")).hasSize(1 + 4 + 2);
  }

  @Test
  void aLongHistoryMakesASmallPage() {
    FakeRun longRun = FakeRun.of(100_000, 2);
    RunRecord record = new RunRecord(longRun.progress(0));
    for (long step = 1; step <= longRun.totalSteps(); step++) {
      record.add(longRun.step(step));
    }

    assertThat(CurveSections.of(record).length()).isLessThan(500_000);
  }

  @Test
  void anInterruptCostsNeitherThePageNorItself() {
    tell(each -> each.started(run.start(folder)));
    Thread.currentThread().interrupt();
    try {
      tell(each -> each.finished(run.result(2, false)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(text()).contains("Stopped");
  }

  @Test
  void theHistoryMustListenFirst() {
    assertThatThrownBy(() -> listeners.get(1).started(run.start(folder)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wanted the history first");
  }

  private void step(long step, double loss, double gradientNorm) {
    tell(each -> each.stepped(run.step(step, loss, gradientNorm)));
  }

  private void tell(Consumer<TrainingListener> event) {
    listeners.forEach(event);
  }

  private String page() {
    try {
      return Files.readString(folder.resolve(HtmlTrainingReport.FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String text() {
    return element("main");
  }

  private String element(String tag) {
    return parse().getElementsByTagName(tag).item(0).getTextContent();
  }

  /** The page is XML as well, so that a tag left open or a stray quote shows here. */
  private Document parse() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(page())));
    } catch (Exception e) {
      throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
    }
  }
}
