package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Timing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The block of Markdown that the performance page shows. */
final class Figures {
  private final Results results;
  private final StringBuilder text = new StringBuilder();

  Figures(Results results) {
    this.results = results;
  }

  String toMarkdown() {
    text.append(
        results.machine().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining("; ", "Measured on: ", ".\n")));
    results.forwards().stream()
        .collect(
            Collectors.groupingBy(ForwardResult::network, LinkedHashMap::new, Collectors.toList()))
        .forEach(this::forwards);
    results.pictures().stream()
        .collect(
            Collectors.groupingBy(PictureResult::network, LinkedHashMap::new, Collectors.toList()))
        .forEach((network, ways) -> text.append(PictureTables.of(network, ways)));
    if (!results.starts().isEmpty()) {
      starts();
    }
    return text.toString();
  }

  private void forwards(String network, List<ForwardResult> rows) {
    heading("Forwards, " + network);
    table(
        "size",
        "engine",
        "seconds, median",
        "middle half",
        "to oneDNN fp32",
        "peak memory, MB",
        "greatest difference",
        "mean difference",
        "alpha's deviation");
    for (ForwardResult row : rows) {
      if (row.timing() == null) {
        row(row.size(), row.engine(), row.failure(), "", "", "", "", "", "");
        continue;
      }
      row(
          row.size(),
          row.engine(),
          seconds(row.timing().median()),
          middleHalf(row.timing()),
          ratio(row, rows),
          megabytes(row.bytes()),
          String.format(Locale.ROOT, "%.1e", row.difference().greatest()),
          String.format(Locale.ROOT, "%.1e", row.difference().mean())
              + (row.computesSomethingElse() ? " **too great**" : ""),
          String.format(Locale.ROOT, "%.3f", row.deviation()));
    }
  }

  private static String ratio(ForwardResult row, List<ForwardResult> rows) {
    return rows.stream()
        .filter(other -> other.size().equals(row.size()) && other.timing() != null)
        .filter(other -> other.engine().equals(ForwardEngine.ONEDNN.title()))
        .findFirst()
        .map(base -> times(row.timing().median() / base.timing().median()))
        .orElse("");
  }

  private void starts() {
    heading("From start to written alpha");
    table("program", "seconds, median", "middle half", "to Python", "greatest difference");
    Timing python =
        results.starts().stream()
            .filter(start -> start.way().startsWith("Python"))
            .map(StartResult::timing)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    for (StartResult start : results.starts()) {
      if (start.timing() == null) {
        row(start.way(), "failed", "", "", "");
        continue;
      }
      row(
          start.way(),
          seconds(start.timing().median()),
          middleHalf(start.timing()),
          python == null ? "" : times(start.timing().median() / python.median()),
          String.format(Locale.ROOT, "%.1e", start.difference()));
    }
  }

  private void heading(String title) {
    text.append("\n### ").append(title).append("\n\n");
  }

  private void table(String... columns) {
    text.append(head(columns));
  }

  private void row(String... cells) {
    text.append(line(cells));
  }

  static String head(String... columns) {
    return line(columns) + "|---".repeat(columns.length) + "|\n";
  }

  static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  static String seconds(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value);
  }

  static String megabytes(long bytes) {
    return bytes < 0 ? "unknown" : String.format(Locale.ROOT, "%.0f", bytes / 1e6);
  }

  private static String middleHalf(Timing timing) {
    return seconds(timing.lowerQuartile()) + " to " + seconds(timing.upperQuartile());
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}
