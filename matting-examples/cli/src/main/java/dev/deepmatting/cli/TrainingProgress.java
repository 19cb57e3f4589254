package dev.deepmatting.cli;

import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of a training: a moving line on a terminal, occasional lines elsewhere;
 * validations and checkpoints on lines that stay.
 */
final class TrainingProgress implements TrainingListener {
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;
  private static final int BAR = 10;
  private static final double GIGABYTE = 1e9;
  private static final double MEGABYTE = 1e6;
  private static final List<String> HEADINGS = List.of("network", "parameters", "data", "start");

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier clock;
  private final MovingLine moving;
  private final TrainingPace pace;
  private @Nullable Path folder;
  private double best = Double.NaN;
  private long lastLine;

  /**
   * Creates a progress report; prints nothing yet.
   *
   * @param out where to print
   * @param terminal whether a line can move there
   * @param stopAfter the step of the run after which it stops; the largest number for its end
   * @param clock nanoseconds
   */
  TrainingProgress(PrintWriter out, boolean terminal, long stopAfter, LongSupplier clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    moving = new MovingLine(out);
    pace = new TrainingPace(stopAfter);
  }

  @Override
  public void started(TrainingStart start) {
    folder = start.output();
    for (String heading : HEADINGS) {
      if (start.description().containsKey(heading)) {
        line("%-10s  %s", heading, start.description().get(heading));
      }
    }
    line("%-10s  a step takes about %s", "memory", memory(start.estimatedMemoryBytes()));
    line("%-10s  %s", "report", start.output().resolve("report.html"));
    Progress progress = start.progress();
    line(
        "%s step %d of %d, stage %s",
        start.resumed() ? "Resumes after" : "Starts at",
        progress.totalStep(),
        progress.totalSteps(),
        progress.stage().id());
    lastLine = clock.getAsLong();
  }

  private static String memory(long bytes) {
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
  }

  @Override
  public void stepped(StepReport step) {
    pace.add(step);
    if (terminal) {
      moving.show(brief(step.progress()));
    } else if (step.progress().step() == 1 || clock.getAsLong() - lastLine >= NANOS_BETWEEN_LINES) {
      line("%s", describe(step.progress()));
      lastLine = clock.getAsLong();
    }
  }

  /**
   * Returns a line short enough for a terminal of 80 columns, where a longer one could not be
   * overwritten.
   */
  private String brief(Progress progress) {
    int done = (int) (BAR * progress.totalStep() / progress.totalSteps());
    return String.format(
        Locale.ROOT,
        "[%s%s] %s %d/%d %s%s",
        "=".repeat(done),
        " ".repeat(BAR - done),
        progress.stage().id(),
        progress.step(),
        progress.steps(),
        pace.brief(progress),
        Double.isNaN(best) ? "" : String.format(Locale.ROOT, ", SAD %.3f", best));
  }

  private String describe(Progress progress) {
    return String.format(
        Locale.ROOT,
        "%s %d/%d, step %d/%d, %s%s",
        progress.stage().id(),
        progress.step(),
        progress.steps(),
        progress.totalStep(),
        progress.totalSteps(),
        pace.describe(progress),
        Double.isNaN(best) ? "" : String.format(Locale.ROOT, ", best SAD %.3f", best));
  }

  @Override
  public void validated(ValidationReport validation) {
    MattingScores mean = validation.mean();
    if (validation.best()) {
      best = mean.sad();
    }
    line(
        "Validation after step %d: SAD %.3f, MSE %.4f, gradient %.3f, connectivity %.3f%s",
        validation.progress().totalStep(),
        mean.sad(),
        mean.mse(),
        mean.gradient(),
        mean.connectivity(),
        validation.best() ? ", the best so far" : "");
  }

  @Override
  public void saved(Checkpoint checkpoint) {
    line(
        "Checkpoint %s",
        Objects.requireNonNull(folder, "not started").relativize(checkpoint.file()));
  }

  @Override
  public void finished(TrainingResult result) {
    Progress progress = result.progress();
    line(
        "%s step %d of %d",
        result.complete() ? "Done:" : "Stopped after", progress.totalStep(), progress.totalSteps());
    line("Model %s", result.model());
    if (!result.complete()) {
      line("--resume continues the run from %s", result.lastCheckpoint().file());
    }
  }

  private void line(String format, Object... arguments) {
    moving.clear();
    out.println(Printable.text(String.format(Locale.ROOT, format, arguments)));
    out.flush();
  }
}
