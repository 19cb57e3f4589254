package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.ScoreColumn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The curves of a run. */
final class CurveSections {
  private static final List<ScoreColumn> METRICS =
      List.of(ScoreColumn.SAD, ScoreColumn.MSE, ScoreColumn.GRADIENT, ScoreColumn.CONNECTIVITY);

  private final RunRecord record;

  private CurveSections(RunRecord record) {
    this.record = record;
  }

  static String of(RunRecord record) {
    CurveSections sections = new CurveSections(record);
    return sections.validation() + sections.losses() + sections.optimiser() + sections.throughput();
  }

  private String validation() {
    if (record.scores().isEmpty()) {
      return "<section>\n<h2>Validation</h2>\n<p class=\"words\">No validation yet.</p>\n</section>\n";
    }
    StringBuilder charts = new StringBuilder();
    for (ScoreColumn metric : METRICS) {
      charts.append(html(chart(metric)));
    }
    String words =
        "Means over the validation images, lower is better."
            + record.best().map(best -> " The ring is the best model by SAD so far.").orElse("");
    return section("Validation", "small", words, charts.toString());
  }

  private Chart chart(ScoreColumn metric) {
    Chart chart =
        new Chart("score-" + metric.title().toLowerCase(Locale.ROOT), metric.title(), unit(metric))
            .small()
            .line("last", Objects.requireNonNull(record.scores().get(metric)), Chart.Look.POINTS);
    record
        .best()
        .ifPresent(
            best -> {
              long step = best.progress().totalStep();
              chart.mark(step);
              chart.words(
                  "%s. Best model: %s at step %s."
                      .formatted(
                          metric.words(),
                          ScoreColumn.text(metric.of(best.mean())),
                          Numbers.of(step)));
            });
    return chart;
  }

  private static String unit(ScoreColumn metric) {
    return metric.unit().isEmpty() ? metric.title() : metric.title() + " " + metric.unit();
  }

  private String losses() {
    Chart total =
        new Chart("loss", "Loss", "loss")
            .words("the weighted sum that is minimised.")
            .line("total", record.loss(), Chart.Look.NOISY);
    Chart each = new Chart("losses", "Each loss", "loss").words("by itself, unweighted.");
    record.losses().forEach((loss, curve) -> each.line(loss.id(), curve, Chart.Look.NOISY));
    return section(
        "Losses",
        "large",
        "A smooth line over the values of single steps; numbers are those of the last step.",
        html(total) + html(each));
  }

  private String optimiser() {
    Chart rates = new Chart("rates", "Learning rate", "rate").words("of each group that trains.");
    Map<?, StagedCurve> curves = record.learningRates();
    record
        .learningRates()
        .forEach((group, curve) -> rates.line(group.id(), curve, Chart.Look.EXACT));
    if (!differWidely(curves)) {
      rates.linear();
    }
    Chart norm =
        new Chart("norm", "Gradient norm", "norm")
            .words("over all parameters, before clipping.")
            .line("norm", record.gradientNorm(), Chart.Look.NOISY);
    return section("Optimiser", "large", "", html(rates) + html(norm));
  }

  /**
   * Returns whether curves are too far apart for a linear scale, which is clearest for a rate that
   * falls to zero.
   */
  private static boolean differWidely(Map<?, StagedCurve> curves) {
    double least = curves.values().stream().mapToDouble(StagedCurve::greatest).min().orElse(0);
    double most = curves.values().stream().mapToDouble(StagedCurve::greatest).max().orElse(0);
    return most >= 20 * least;
  }

  private String throughput() {
    Chart speed =
        new Chart("speed", "Throughput", "samples/s")
            .words("samples per second, waiting for data included.")
            .linear()
            .line("samples/s", record.samplesPerSecond(), Chart.Look.NOISY);
    Chart waiting =
        new Chart("waiting", "Waiting for data", "%")
            .words("share of the time.")
            .scale(new Scale(0, 100, false))
            .line("waiting %", record.waiting(), Chart.Look.NOISY);
    return section("Speed", "large", "", html(speed) + html(waiting));
  }

  private String html(Chart chart) {
    return chart.html(record.axis(), record.spans());
  }

  private static String section(String title, String size, String words, String charts) {
    if (charts.isEmpty()) {
      return "";
    }
    String paragraph = words.isEmpty() ? "" : "<p class=\"words\">" + words + "</p>\n";
    return "<section>\n<h2>%s</h2>\n%s<div class=\"charts %s\">\n%s</div>\n</section>\n"
        .formatted(title, paragraph, size, charts);
  }
}
