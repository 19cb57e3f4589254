package dev.deepmatting.internal.report;

import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.ValidationReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The stored part of a validation. Immutable.
 *
 * @param progress when it was measured
 * @param mean the means over the images
 * @param best whether it was the lowest SAD of the run
 * @param samples the images whose pictures are stored
 * @param seconds wall time
 */
record ValidationPoint(
    Progress progress,
    MattingScores mean,
    boolean best,
    List<SampleScore> samples,
    double seconds) {
  ValidationPoint {
    samples = List.copyOf(samples);
  }

  /**
   * An image whose pictures are stored.
   *
   * @param name its name
   * @param sad its SAD, if it was scored
   */
  record SampleScore(String name, OptionalDouble sad) {}

  static ValidationPoint of(ValidationReport report) {
    List<SampleScore> samples =
        report.samples().stream()
            .limit(PanelStore.MOST_SAMPLES)
            .map(predicted -> score(report, predicted.sample().name()))
            .toList();
    return new ValidationPoint(
        report.progress(), report.mean(), report.best(), samples, report.seconds());
  }

  private static SampleScore score(ValidationReport report, String name) {
    return new SampleScore(
        name,
        Optional.ofNullable(report.scores().get(name)).stream()
            .mapToDouble(MattingScores::sad)
            .findFirst());
  }
}
