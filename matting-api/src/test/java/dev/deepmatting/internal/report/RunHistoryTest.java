package dev.deepmatting.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.train.PredictedSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
  private static final String HOSTILE = "../a\"\\\n</script>\u202E\ud800";

  private final FakeRun run = FakeRun.of(100, 2);
  @TempDir private Path folder;

  @Test
  void everyNumberOfAStepComesBack() {
    history(1, 1);

    assertThat(HistoryReader.entry(lines().get(0))).contains(new HistoryEntry.Step(run.step(1)));
  }

  @Test
  void anInfiniteGradientNormComesBack() {
    String line = HistoryWriter.line(run.step(1, 0.5, Double.POSITIVE_INFINITY));

    assertThat(line).contains("\"gradientNorm\":\"Infinity\"");
    assertThat(HistoryReader.entry(line))
        .contains(new HistoryEntry.Step(run.step(1, 0.5, Double.POSITIVE_INFINITY)));
  }

  @Test
  void aValidationOfHostileNamesComesBackFromOneLineOfAscii() {
    PredictedSample sample = FakeRun.samples(1, 64, 0.5).get(0);
    PredictedSample hostile =
        new PredictedSample(
            FakeRun.named(HOSTILE, sample.sample()), sample.alpha(), sample.composed());
    var report = run.validation(1, true, List.of(hostile));
    String line = HistoryWriter.line(report);

    assertThat(line).endsWith("\n");
    assertThat(line.strip()).isPrintable();
    assertThat(HistoryReader.entry(line))
        .contains(new HistoryEntry.Validation(ValidationPoint.of(report)));
    assertThat(ValidationPoint.of(report).samples())
        .singleElement()
        .satisfies(
            score -> {
              assertThat(score.name()).isEqualTo(HOSTILE);
              assertThat(score.sad()).hasValue(report.mean().sad() / 2);
            });
  }

  @Test
  void aLineIsOnDiskWhenTheListenerReturns() {
    RunHistory history = history(1, 3);
    history.validated(run.validation(3, true, List.of()));

    assertThat(lines()).hasSize(4);
    assertThat(steps()).containsExactly(1L, 2L, 3L, 3L);
  }

  @Test
  void aCutAtAnyByteOfTheLastLineLosesNoMoreThanThatLine() throws IOException {
    history(1, 3);
    byte[] whole = Files.readAllBytes(file());
    int last = String.join("\n", lines().subList(0, 2)).length() + 1;

    for (int end = last; end <= whole.length; end++) {
      Files.write(file(), Arrays.copyOf(whole, end));
      RunHistory resumed = new RunHistory();
      resumed.started(run.resumedAt(folder, 3));
      resumed.stepped(run.step(4));

      boolean complete = end >= whole.length - 1;
      assertThat(steps()).isEqualTo(complete ? List.of(1L, 2L, 3L, 4L) : List.of(1L, 2L, 4L));
    }
  }

  @Test
  void bytesThatAreNoTextAreDropped() throws IOException {
    history(1, 2);
    byte[] whole = Files.readAllBytes(file());
    byte[] damaged = Arrays.copyOf(whole, whole.length + 50);
    damaged[whole.length] = (byte) 0xff;
    Files.write(file(), damaged);

    new RunHistory().started(run.resumedAt(folder, 2));

    assertThat(Files.readAllBytes(file())).isEqualTo(whole);
  }

  @Test
  void aRunThatGoesOnForgetsWhatCameAfterItsCheckpoint() {
    RunHistory first = history(1, 60);
    first.validated(run.validation(60, true, List.of()));

    RunHistory resumed = new RunHistory();
    resumed.started(run.resumedAt(folder, 40));

    assertThat(steps()).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
    assertThat(resumed.record().best()).isEmpty();
    assertThat(resumed.record().loss().last()).isEqualTo(run.step(40).loss());
    assertThat(resumed.record().progress()).isEqualTo(run.progress(40));
  }

  @Test
  void aRunThatGoesOnKnowsTheSameAsOneThatNeverStopped() {
    RunHistory whole = history(1, 150);
    RunHistory resumed = new RunHistory();
    resumed.started(run.resumedAt(folder, 120));
    LongStream.rangeClosed(121, 150).forEach(step -> resumed.stepped(run.step(step)));

    assertThat(resumed.record().loss().stages()).isEqualTo(whole.record().loss().stages());
    assertThat(resumed.record().pace().seconds()).isEqualTo(whole.record().pace().seconds());
    assertThat(resumed.record().spans()).hasSize(2);
  }

  @Test
  void aRunThatGoesOnWithoutAHistoryBeginsOne() {
    RunHistory resumed = new RunHistory();
    resumed.started(run.resumedAt(folder, 40));
    resumed.stepped(run.step(41));

    assertThat(steps()).containsExactly(41L);
    assertThat(resumed.record().axis()).isEqualTo(new StepAxis(40, 41));
  }

  @Test
  void aNewRunStartsAfresh() {
    history(1, 5).validated(run.validation(5, true, FakeRun.samples(1, 64, 0.5)));

    RunHistory fresh = new RunHistory();
    fresh.started(run.start(folder));

    assertThat(lines()).isEmpty();
    assertThat(fresh.points()).isEmpty();
    assertThat(folder.resolve(RunHistory.PANELS)).isEmptyDirectory();
  }

  @Test
  void anInterruptStopsNeitherTheHistoryNorIsItLost() {
    Thread.currentThread().interrupt();
    try {
      history(1, 2).validated(run.validation(2, true, FakeRun.samples(1, 64, 0.5)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(steps()).containsExactly(1L, 2L, 2L);
  }

  private RunHistory history(long from, long to) {
    RunHistory history = new RunHistory();
    history.started(run.start(folder));
    LongStream.rangeClosed(from, to).forEach(step -> history.stepped(run.step(step)));
    return history;
  }

  private Path file() {
    return folder.resolve(RunHistory.FILE);
  }

  private List<String> lines() {
    try (Stream<String> lines = Files.lines(file(), StandardCharsets.US_ASCII)) {
      return lines.toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Long> steps() {
    return lines().stream()
        .map(line -> HistoryReader.entry(line).orElseThrow().totalStep())
        .toList();
  }
}
