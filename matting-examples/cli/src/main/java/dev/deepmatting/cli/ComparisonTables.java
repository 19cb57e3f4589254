package dev.deepmatting.cli;

import dev.deepmatting.metrics.MattingScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The results of a comparison, as Markdown for a page. */
final class ComparisonTables {
  private final List<String> labels;
  private final StringBuilder text = new StringBuilder();

  ComparisonTables(List<ComparedModel> models, int threads) {
    labels = models.stream().map(ComparedModel::label).map(Printable::text).toList();
    text.append(
        String.format(
            Locale.ROOT,
            "SAD, MSE, gradient and connectivity are means over the pictures, of their unknown"
                + " pixels; seconds are the%nmedian of the pictures, from picture to matte in"
                + " memory, with %d threads on %s %s, Java %s.%n",
            threads,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version()));
  }

  /** Adds the results of a set with at least one successful picture. */
  void add(ComparedSet set, List<ComparedRow> rows, List<Path> sheets) {
    List<ComparedRow> complete = rows.stream().filter(ComparedRow::isComplete).toList();
    boolean scored =
        rows.get(0).results().stream()
            .flatMap(Optional::stream)
            .anyMatch(r -> r.scores().isPresent());
    text.append("\n### ").append(set.title()).append("\n\n");
    text.append(set.kind().times(complete.size())).append('.');
    if (complete.size() < rows.size()) {
      text.append(
          String.format(
              Locale.ROOT,
              " %d more, which not every method could work on, count in no mean.",
              rows.size() - complete.size()));
    }
    text.append("\n\n");
    if (!complete.isEmpty()) {
      means(complete, scored);
    }
    groups(set, rows, scored);
    for (Path sheet : sheets) {
      text.append("\n![").append(alternative(set)).append("](").append(sheet.getFileName());
      text.append(")\n");
    }
  }

  private void means(List<ComparedRow> rows, boolean scored) {
    text.append(
        TableText.head(
            scored
                ? List.of("method", "SAD", "MSE", "Grad", "Conn", "seconds")
                : List.of("method", "seconds")));
    for (int i = 0; i < labels.size(); i++) {
      List<String> cells = new ArrayList<>(List.of(labels.get(i)));
      if (scored) {
        MattingScores mean = mean(i, rows);
        cells.add(TableText.number(mean.sad()));
        cells.add(String.format(Locale.ROOT, "%.4f", mean.mse()));
        cells.add(TableText.number(mean.gradient()));
        cells.add(TableText.number(mean.connectivity()));
      }
      cells.add(TableText.number(median(i, rows)));
      text.append(TableText.row(cells));
    }
  }

  private void groups(ComparedSet set, List<ComparedRow> rows, boolean scored) {
    List<String> columns = new ArrayList<>(List.of(scored ? "SAD" : "seconds"));
    columns.addAll(labels);
    text.append("\nBy ").append(set.groupedBy()).append(":\n\n").append(TableText.head(columns));
    Map<String, List<ComparedRow>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(ComparedRow::group, LinkedHashMap::new, Collectors.toList()));
    groups.forEach((name, group) -> text.append(TableText.row(cells(name, group, scored))));
  }

  /**
   * Returns the cells of a group. Only pictures that all models could process count; if there are
   * none, only models that could process the whole group have values.
   */
  private List<String> cells(String name, List<ComparedRow> group, boolean scored) {
    List<ComparedRow> complete = group.stream().filter(ComparedRow::isComplete).toList();
    List<ComparedRow> counted = complete.isEmpty() ? group : complete;
    List<String> cells = new ArrayList<>(List.of(Printable.text(name)));
    for (int i = 0; i < labels.size(); i++) {
      int model = i;
      boolean could = counted.stream().allMatch(row -> row.results().get(model).isPresent());
      cells.add(
          could ? TableText.number(scored ? mean(i, counted).sad() : median(i, counted)) : "-");
    }
    return cells;
  }

  private String alternative(ComparedSet set) {
    return set.title() + ": picture, trimap, mattes of " + String.join(", ", labels);
  }

  private static MattingScores mean(int model, List<ComparedRow> rows) {
    return MattingScores.mean(
        rows.stream().map(row -> result(model, row).scores().orElseThrow()).toList());
  }

  private static double median(int model, List<ComparedRow> rows) {
    double[] sorted =
        rows.stream().mapToDouble(row -> result(model, row).seconds()).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static ComparedRow.Result result(int model, ComparedRow row) {
    return row.results().get(model).orElseThrow();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
