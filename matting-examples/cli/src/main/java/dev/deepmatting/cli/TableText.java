package dev.deepmatting.cli;

import java.util.List;
import java.util.Locale;

/** Lines of Markdown tables. */
final class TableText {
  private TableText() {}

  static String head(List<String> columns) {
    return row(columns) + "|---".repeat(columns.size()) + "|\n";
  }

  static String row(List<String> cells) {
    return "| "
        + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList())
        + " |\n";
  }

  /** Returns a number with about three significant digits. */
  static String number(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%.1f", value);
  }
}
