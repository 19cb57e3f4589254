package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.metrics.MattingScores;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cells of the score tables, with the same decimals in a column. */
final class ScoreCells {
  private final Map<ScoreColumn, Integer> decimals = new EnumMap<>(ScoreColumn.class);

  ScoreCells(List<EvaluatedImage> images) {
    List<MattingScores> scores = images.stream().map(EvaluatedImage::scores).toList();
    for (ScoreColumn column : ScoreColumn.values()) {
      decimals.put(column, column.decimals(scores));
    }
  }

  /** Returns a column head; the kind is a class of the style sheet, text or number. */
  static String head(String kind, String text, String attributes) {
    return String.format("<th scope=\"col\" class=\"%s\"%s>%s</th>", kind, attributes, text);
  }

  /** Returns the heads of the metrics; the table is sorted by the first. */
  static String heads(boolean sorted) {
    StringBuilder html = new StringBuilder();
    for (ScoreColumn column : ScoreColumn.values()) {
      String unit = column.unit().isEmpty() ? "" : " <small>" + column.unit() + "</small>";
      boolean isSorted = sorted && column == ScoreColumn.SAD;
      html.append(
          head("number", column.title() + unit, isSorted ? " aria-sort=\"descending\"" : ""));
    }
    return html.toString();
  }

  String cells(MattingScores scores) {
    StringBuilder html = new StringBuilder();
    decimals.forEach(
        (column, digits) -> {
          double value = column.of(scores);
          html.append(number(value, ScoreColumn.text(value, digits)));
        });
    return html.toString();
  }

  /** Returns empty cells, for a missing mean. */
  String none() {
    return "<td>–</td>".repeat(decimals.size());
  }

  /** Returns a cell with a number's printed and sortable forms. */
  static String number(double value, String text) {
    return "<td data-v=\"" + CsvReport.plain(value) + "\">" + text + "</td>";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
