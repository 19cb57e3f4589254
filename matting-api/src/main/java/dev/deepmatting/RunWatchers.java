package dev.deepmatting;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.events.TensorBoardListener;
import dev.deepmatting.internal.file.OwnFile;
import dev.deepmatting.internal.report.HtmlTrainingReport;
import dev.deepmatting.internal.report.RunHistory;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Writes the files for watching a run: its history, the report and TensorBoard events. */
final class RunWatchers implements AutoCloseable {
  private static final String EVENTS = "events";
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(15);

  private final TensorBoardListener events;
  private final List<TrainingListener> listeners;

  /**
   * Creates the listeners.
   *
   * @throws InvalidInputException if the history is a link, a pipe or the like
   */
  RunWatchers(Path output) {
    OwnFile.require(output.resolve(RunHistory.FILE));
    RunHistory history = new RunHistory();
    events = TensorBoardListener.into(output.resolve(EVENTS));
    listeners =
        List.of(
            history,
            new HtmlTrainingReport(history, BETWEEN_PAGES, InstantSource.system()),
            events);
  }

  /** Returns the same settings with these listeners before the user's own. */
  TrainingSettings before(TrainingSettings settings) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    all.addAll(settings.listeners());
    return settings.withListeners(all);
  }

  @Override
  public void close() {
    events.close();
  }
}
