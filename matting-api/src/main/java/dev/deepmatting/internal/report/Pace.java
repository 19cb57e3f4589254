package dev.deepmatting.internal.report;

import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import org.jspecify.annotations.Nullable;

/** How long a run took so far, and is going to take. */
final class Pace {
  /** How much the latest step counts. */
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

  /** Of all steps and validations, those before an interruption included. */
  double seconds() {
    return seconds;
  }

  /** As if the steps to come went as fast as the latest; 0 before the first. */
  double secondsLeft(Progress progress) {
    return perStep * Math.max(0, progress.totalSteps() - progress.totalStep());
  }
}
