package dev.deepmatting.internal.report;

import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import org.jspecify.annotations.Nullable;

/** Estimates the past and remaining time of a run. */
final class Pace {
  /** The weight of the latest step. */
  private static final double SHARE = 0.05;

  private double seconds;
  private double perStep;
  private @Nullable Stage stage;

  void add(StepReport step) {
    seconds += step.seconds();
    boolean isFirst = step.progress().stage() != stage;
    perStep = isFirst ? step.seconds() : perStep + SHARE * (step.seconds() - perStep);
    stage = step.progress().stage();
  }

  void add(ValidationPoint validation) {
    seconds += validation.seconds();
  }

  /** Returns the time of all steps and validations, including those before an interruption. */
  double seconds() {
    return seconds;
  }

  /** Returns the time left if future steps take as long as the latest; 0 before the first. */
  double secondsLeft(Progress progress) {
    return perStep * Math.max(0, progress.totalSteps() - progress.totalStep());
  }
}
