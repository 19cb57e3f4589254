package dev.deepmatting.internal.report;

import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A quantity over the steps of a run; no line connects one stage to the next. */
final class StagedCurve {
  private final Map<Stage, Curve> curves = new EnumMap<>(Stage.class);
  private double last = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private long infinite;

  void add(Progress progress, double value) {
    add(progress, value, 1);
  }

  /** Adds a value; infinite ones are counted but not drawn. */
  void add(Progress progress, double value, double weight) {
    last = value;
    if (!Double.isFinite(value)) {
      infinite++;
      return;
    }
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    curves
        .computeIfAbsent(progress.stage(), stage -> new Curve())
        .add(progress.totalStep(), value, weight);
  }

  /** Returns the values by stage, in order; stages without a value are left out. */
  List<List<Bucket>> stages() {
    return curves.values().stream().map(Curve::buckets).toList();
  }

  boolean isEmpty() {
    return curves.isEmpty();
  }

  double last() {
    return last;
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  long infinite() {
    return infinite;
  }
}
