package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.train.Progress;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The head of the page: the state of the run. */
final class Headline {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Headline() {}

  /** Returns the state in short, for a title. */
  static String words(ReportState state, RunRecord record) {
    Progress progress = record.progress();
    return state
        .result()
        .map(
            result ->
                result.complete()
                    ? "complete"
                    : "stopped at step " + Numbers.of(result.progress().totalStep()))
        .orElse("running, step " + steps(progress));
  }

  static String of(ReportState state, RunRecord record) {
    Progress progress = record.progress();
    return String.format(
        Locale.ROOT,
        """
        <header>
        <h1>Training</h1>
        <p class="state"><strong>%s</strong> %s</p>
        <progress value="%d" max="%d" aria-label="steps done"></progress>
        </header>
        <dl class="tiles">
        %s%s%s%s</dl>
        """,
        badge(state),
        where(state, progress),
        progress.totalStep(),
        Math.max(1, progress.totalSteps()),
        tile("Step", "of the whole run", steps(progress)),
        record.best().map(Headline::best).orElse(tile("Best SAD", "of a validation", "none yet")),
        tile("Loss", "of the last step", Numbers.of(record.loss().last())),
        time(state, record));
  }

  private static String badge(ReportState state) {
    return state
        .result()
        .map(result -> result.complete() ? "Complete" : "Stopped")
        .orElse("Running");
  }

  /**
   * Describes the position of the run. A killed run cannot report that, so the time lets the reader
   * judge.
   */
  private static String where(ReportState state, Progress progress) {
    String stage = "stage " + (progress.stage().ordinal() + 1) + ": " + progress.stage().id();
    String step = Numbers.of(progress.step()) + " of " + Numbers.of(progress.steps());
    String from =
        state.start().resumed()
            ? ", resumed from step " + Numbers.of(state.start().progress().totalStep())
            : "";
    return stage + ", its step " + step + from + "; written " + TIME.format(state.written());
  }

  private static String steps(Progress progress) {
    return Numbers.of(progress.totalStep()) + " of " + Numbers.of(progress.totalSteps());
  }

  private static String best(ValidationPoint best) {
    return tile(
        "Best SAD",
        "at step " + Numbers.of(best.progress().totalStep()),
        ScoreColumn.text(best.mean().sad()));
  }

  private static String time(ReportState state, RunRecord record) {
    double left = record.pace().secondsLeft(record.progress());
    String words =
        state.result().isPresent() || left == 0
            ? "in all"
            : "about " + Numbers.duration(left) + " left";
    return tile("Time", words, Numbers.duration(record.pace().seconds()));
  }

  private static String tile(String title, String words, String value) {
    return "<div><dt>%s <span>%s</span></dt><dd>%s</dd></div>\n".formatted(title, words, value);
  }
}
