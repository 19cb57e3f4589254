package dev.deepmatting.internal.report;

import dev.deepmatting.train.StepReport;

/** A line of the history. */
sealed interface HistoryEntry {
  /** Returns the completed steps of the run at that time. */
  long totalStep();

  /** The parameters were changed once. */
  record Step(StepReport report) implements HistoryEntry {
    @Override
    public long totalStep() {
      return report.progress().totalStep();
    }
  }

  /** The network was measured. */
  record Validation(ValidationPoint point) implements HistoryEntry {
    @Override
    public long totalStep() {
      return point.progress().totalStep();
    }
  }
}
