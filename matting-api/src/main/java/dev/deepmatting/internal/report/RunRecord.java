package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of a run, in memory that does not grow with its length. */
final class RunRecord {
  /** How many validations a table lists. */
  static final int MOST_VALIDATIONS = 50;

  private final Map<Stage, StageSpan> spans = new EnumMap<>(Stage.class);
  private final StagedCurve loss = new StagedCurve();
  private final Map<Loss, StagedCurve> losses = new EnumMap<>(Loss.class);
  private final Map<ParameterGroup, StagedCurve> rates = new EnumMap<>(ParameterGroup.class);
  private final StagedCurve gradientNorm = new StagedCurve();
  private final StagedCurve speed = new StagedCurve();
  private final StagedCurve waiting = new StagedCurve();
  private final Map<ScoreColumn, StagedCurve> scores = new EnumMap<>(ScoreColumn.class);
  private final Deque<ValidationPoint> recent = new ArrayDeque<>();
  private final Pace pace = new Pace();
  private Progress progress;
  private @Nullable ValidationPoint best;
  private long firstStep = -1;

  RunRecord(Progress start) {
    progress = start;
  }

  void add(HistoryEntry entry) {
    if (entry instanceof HistoryEntry.Step step) {
      add(step.report());
    } else if (entry instanceof HistoryEntry.Validation validation) {
      add(validation.point());
    }
  }

  void add(StepReport step) {
    move(step.progress());
    loss.add(progress, step.loss());
    step.losses().forEach((kind, value) -> curve(losses, kind).add(progress, value));
    step.learningRates().forEach((group, rate) -> curve(rates, group).add(progress, rate));
    gradientNorm.add(progress, step.gradientNorm());
    if (step.seconds() > 0) {
      // Weighted by time, so that the mean of a period is all its samples divided by all its
      // seconds.
      speed.add(progress, step.samples() / step.seconds(), step.seconds());
      waiting.add(progress, 100 * step.waitSeconds() / step.seconds(), step.seconds());
    }
    pace.add(step);
  }

  void add(ValidationPoint point) {
    move(point.progress());
    for (ScoreColumn column : ScoreColumn.values()) {
      curve(scores, column).add(progress, column.of(point.mean()));
    }
    if (!recent.isEmpty()
        && recent.getLast().progress().totalStep() == point.progress().totalStep()) {
      recent.removeLast();
    }
    recent.addLast(point);
    if (recent.size() > MOST_VALIDATIONS) {
      recent.removeFirst();
    }
    if (point.best()) {
      best = point;
    }
    pace.add(point);
  }

  /** Sets where a run resumes, whatever the history has of earlier steps. */
  void goOnFrom(Progress checkpoint) {
    progress = checkpoint;
  }

  private void move(Progress to) {
    progress = to;
    spans.put(to.stage(), StageSpan.of(to));
    if (firstStep < 0) {
      firstStep = Math.max(0, to.totalStep() - 1);
    }
  }

  private static <K> StagedCurve curve(Map<K, StagedCurve> curves, K key) {
    return curves.computeIfAbsent(key, absent -> new StagedCurve());
  }

  Progress progress() {
    return progress;
  }

  /** Returns the steps that were recorded. */
  StepAxis axis() {
    return StepAxis.of(Math.max(0, firstStep), progress.totalStep());
  }

  Collection<StageSpan> spans() {
    return spans.values();
  }

  StagedCurve loss() {
    return loss;
  }

  Map<Loss, StagedCurve> losses() {
    return losses;
  }

  Map<ParameterGroup, StagedCurve> learningRates() {
    return rates;
  }

  StagedCurve gradientNorm() {
    return gradientNorm;
  }

  StagedCurve samplesPerSecond() {
    return speed;
  }

  /** Returns the share of waiting, in per cent. */
  StagedCurve waiting() {
    return waiting;
  }

  Map<ScoreColumn, StagedCurve> scores() {
    return scores;
  }

  /** Returns the last ones, the latest first. */
  List<ValidationPoint> latestValidations() {
    List<ValidationPoint> latest = new ArrayList<>(recent);
    Collections.reverse(latest);
    return latest;
  }

  Optional<ValidationPoint> best() {
    return Optional.ofNullable(best);
  }

  Pace pace() {
    return pace;
  }
}
