package dev.deepmatting.internal.report;

import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;

/**
 * The position of a stage in a run.
 *
 * @param stage the stage
 * @param from steps of the run before it
 * @param to steps of the run at its end
 */
record StageSpan(Stage stage, long from, long to) {
  static StageSpan of(Progress progress) {
    long from = progress.totalStep() - progress.step();
    return new StageSpan(progress.stage(), from, from + progress.steps());
  }

  int number() {
    return stage.ordinal() + 1;
  }
}
