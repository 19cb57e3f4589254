package dev.deepmatting.internal.report;

import dev.deepmatting.internal.file.AtomicFile;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a self-contained page about a run up to date, {@value #FILE} in the run's folder. It is
 * written at the start, after each validation, at the end, and at intervals in between. It shows
 * the content of a {@link RunHistory}, which must be notified before it. Not safe to share between
 * threads.
 */
public final class HtmlTrainingReport implements TrainingListener {
  /** The file in a run's folder. */
  public static final String FILE = "report.html";

  private final RunHistory history;
  private final Duration interval;
  private final InstantSource clock;
  private @Nullable ReportState state;

  /**
   * Creates a report of one run.
   *
   * @param history the content of the page; listens to the same run, before this
   * @param interval the shortest time between two pages, except those of validations and the end
   * @param clock tells the time
   */
  public HtmlTrainingReport(RunHistory history, Duration interval, InstantSource clock) {
    this.history = Objects.requireNonNull(history, "history");
    this.interval = Objects.requireNonNull(interval, "interval");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public void started(TrainingStart start) {
    if (!history.hasStarted()) {
      throw new IllegalStateException(
          "the report was notified before its history, wanted the history first");
    }
    write(new ReportState(start, Optional.empty(), Optional.empty(), clock.instant()));
  }

  @Override
  public void stepped(StepReport step) {
    Duration since = Duration.between(state().written(), clock.instant());
    // Setting the clock back must not silence the report.
    if (since.isNegative() || since.compareTo(interval) >= 0) {
      write(state());
    }
  }

  @Override
  public void validated(ValidationReport validation) {
    write(state());
  }

  /** Stores the checkpoint for the next page. */
  @Override
  public void saved(Checkpoint checkpoint) {
    ReportState old = state();
    state = new ReportState(old.start(), Optional.of(checkpoint), old.result(), old.written());
  }

  @Override
  public void finished(TrainingResult result) {
    write(
        new ReportState(
            state().start(),
            Optional.of(result.lastCheckpoint()),
            Optional.of(result),
            state().written()));
  }

  private ReportState state() {
    return Objects.requireNonNull(state, "no run has started");
  }

  private void write(ReportState wanted) {
    Instant now = clock.instant();
    ReportState written =
        new ReportState(wanted.start(), wanted.checkpoint(), wanted.result(), now);
    state = written;
    Path file = written.start().output().resolve(FILE);
    byte[] page = TrainingPage.of(written, history).getBytes(StandardCharsets.UTF_8);
    Disk.attempt(
        file,
        () -> Disk.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(page))));
  }
}
