package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.metrics.MattingScores;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The latest validations in numbers. */
final class ValidationTable {
  private final List<ValidationPoint> latest;
  private final Map<ScoreColumn, Integer> decimals = new EnumMap<>(ScoreColumn.class);

  private ValidationTable(List<ValidationPoint> latest) {
    this.latest = latest;
    List<MattingScores> scores = latest.stream().map(ValidationPoint::mean).toList();
    for (ScoreColumn column : ScoreColumn.values()) {
      decimals.put(column, column.decimals(scores));
    }
  }

  /** Returns the table; empty before the first validation. */
  static String of(RunRecord record) {
    List<ValidationPoint> latest = record.latestValidations();
    return latest.isEmpty() ? "" : new ValidationTable(latest).html(record);
  }

  private String html(RunRecord record) {
    long best = record.best().map(point -> point.progress().totalStep()).orElse(-1L);
    StringBuilder rows = new StringBuilder();
    latest.forEach(point -> rows.append(row(point, point.progress().totalStep() == best)));
    StringBuilder heads = new StringBuilder();
    for (ScoreColumn column : ScoreColumn.values()) {
      String unit = column.unit().isEmpty() ? "" : " <small>" + column.unit() + "</small>";
      heads.append("<th scope=\"col\">").append(column.title()).append(unit).append("</th>");
    }
    return """
        <section aria-labelledby="validations">
        <h2 id="validations">Latest validations</h2>
        <div class="scroll table" tabindex="0" role="region" aria-labelledby="validations">
        <table>
        <thead><tr><th scope="col" class="text">Step</th>%s<th scope="col">Seconds</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        </div>
        </section>
        """
        .formatted(heads, rows);
  }

  private String row(ValidationPoint point, boolean best) {
    StringBuilder html = new StringBuilder(best ? "<tr class=\"best\">" : "<tr>");
    html.append("<th scope=\"row\">").append(Numbers.of(point.progress().totalStep()));
    html.append(best ? " (best)</th>" : "</th>");
    decimals.forEach(
        (column, digits) -> {
          String text = ScoreColumn.text(column.of(point.mean()), digits);
          html.append("<td>").append(text).append("</td>");
        });
    return html.append("<td>")
        .append(Numbers.of(point.seconds()))
        .append("</td></tr>\n")
        .toString();
  }
}
