package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.error.TrainingDivergedException;
import dev.deepmatting.train.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Stops a run that diverges: a loss or gradient that is NaN or infinite, or a gradient thousands of
 * times longer than those before.
 */
final class DivergenceGuard {
  private static final int STEPS_TO_KNOW = 20;
  private static final double LONGEST = 10_000;
  private static final double WEIGHT_OF_LAST = 0.05;

  private double usualNorm;
  private long seen;

  /**
   * Checks a step.
   *
   * @param values its results
   * @param progress the step, counted as done
   * @param checkpoint the last good one
   * @throws TrainingDivergedException if the run has to end
   */
  void check(StageTrainer.StepValues values, Progress progress, Optional<Path> checkpoint) {
    if (!values.isFinite()) {
      throw diverged(
          String.format(
              Locale.ROOT,
              "the loss is %s and the norm of its gradient %s, wanted numbers",
              values.loss(),
              values.gradientNorm()),
          progress,
          checkpoint);
    }
    if (seen >= STEPS_TO_KNOW && values.gradientNorm() > LONGEST * usualNorm) {
      throw diverged(
          String.format(
              Locale.ROOT,
              "the norm of the gradient is %.3g, which was %.3g so far",
              values.gradientNorm(),
              usualNorm),
          progress,
          checkpoint);
    }
    usualNorm =
        seen == 0
            ? values.gradientNorm()
            : (1 - WEIGHT_OF_LAST) * usualNorm + WEIGHT_OF_LAST * values.gradientNorm();
    seen++;
  }

  /** Returns the exception that ends a diverging run. */
  static TrainingDivergedException diverged(
      String what, Progress progress, Optional<Path> checkpoint) {
    return new TrainingDivergedException(
        String.format(
            Locale.ROOT,
            "training diverged at step %d of stage %s: %s; %s; wanted a lower learning rate or"
                + " gradient clipping",
            progress.step(),
            progress.stage().id(),
            what,
            checkpoint
                .map(file -> "the last good checkpoint is " + file)
                .orElse("no checkpoint was written yet")));
  }
}
