package dev.deepmatting.cli;

import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The smoothed loss and the speed of a run. */
final class TrainingPace {
  /** Averages over about fifty steps, and over all steps before the fiftieth. */
  private static final double LEAST_SHARE = 0.02;

  private final long stopAfter;
  private @Nullable Stage stage;
  private double loss;
  private double seconds;
  private double samples;
  private long lossesSeen;
  private long stepsSeen;

  TrainingPace(long stopAfter) {
    this.stopAfter = stopAfter;
  }

  void add(StepReport step) {
    if (step.progress().stage() != stage) {
      stage = step.progress().stage();
      lossesSeen = 0;
    }
    lossesSeen++;
    stepsSeen++;
    loss = smoothed(loss, step.loss(), lossesSeen);
    seconds = smoothed(seconds, step.seconds(), stepsSeen);
    samples = smoothed(samples, step.samples(), stepsSeen);
  }

  private static double smoothed(double before, double now, long seen) {
    return before + Math.max(1.0 / seen, LEAST_SHARE) * (now - before);
  }

  String describe(Progress progress) {
    return text("loss %.4f, %.1f samples/s, %s left", progress);
  }

  String brief(Progress progress) {
    return text("loss %.4f, %.1f/s, %s left", progress);
  }

  private String text(String format, Progress progress) {
    long steps = Math.min(progress.totalSteps(), stopAfter) - progress.totalStep();
    return String.format(
        Locale.ROOT, format, loss, samples / seconds, time(Math.round(steps * seconds)));
  }

  /** Returns a time in hours at most; days appear as hours too. */
  private static String time(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
