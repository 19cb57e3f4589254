package dev.deepmatting.examples.cli;

import dev.deepmatting.metrics.MattingScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was found, as Markdown for a page. */
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

  /** Adds what became of a set, of which at least one picture went well. */
  void add(ComparedSet set, List<ComparedRow> rows, List<Path> sheets) {
    text.append("\n### ").append(set.title()).append("\n\n");
    text.append(set.kind().times(rows.size())).append(".\n\n");
    boolean scored = rows.get(0).results().get(0).scores().isPresent();
    text.append(
        TableText.head(
            scored
                ? List.of("method", "SAD", "MSE", "Grad", "Conn", "seconds")
                : List.of("method", "seconds")));
    for (int i = 0; i < labels.size(); i++) {
      text.append(TableText.row(means(i, rows, scored)));
    }
    groups(set, rows, scored);
    for (Path sheet : sheets) {
      text.append("\n![").append(alternative(set)).append("](").append(sheet.getFileName());
      text.append(")\n");
    }
  }

  private List<String> means(int model, List<ComparedRow> rows, boolean scored) {
    List<String> cells = new ArrayList<>(List.of(labels.get(model)));
    if (scored) {
      MattingScores mean = mean(model, rows);
      cells.add(TableText.number(mean.sad()));
      cells.add(String.format(Locale.ROOT, "%.4f", mean.mse()));
      cells.add(TableText.number(mean.gradient()));
      cells.add(TableText.number(mean.connectivity()));
    }
    cells.add(TableText.number(median(model, rows)));
    return cells;
  }

  private void groups(ComparedSet set, List<ComparedRow> rows, boolean scored) {
    Function<Integer, Function<List<ComparedRow>, Double>> value =
        model -> group -> scored ? mean(model, group).sad() : median(model, group);
    List<String> columns = new ArrayList<>(List.of(scored ? "SAD" : "seconds"));
    columns.addAll(labels);
    text.append("\nBy ").append(set.groupedBy()).append(":\n\n").append(TableText.head(columns));
    Map<String, List<ComparedRow>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(ComparedRow::group, LinkedHashMap::new, Collectors.toList()));
    groups.forEach(
        (name, group) -> {
          List<String> cells = new ArrayList<>(List.of(Printable.text(name)));
          for (int i = 0; i < labels.size(); i++) {
            cells.add(TableText.number(value.apply(i).apply(group)));
          }
          text.append(TableText.row(cells));
        });
  }

  private String alternative(ComparedSet set) {
    return set.title() + ": picture, trimap, mattes of " + String.join(", ", labels);
  }

  private static MattingScores mean(int model, List<ComparedRow> rows) {
    return MattingScores.mean(
        rows.stream().map(row -> row.results().get(model).scores().orElseThrow()).toList());
  }

  private static double median(int model, List<ComparedRow> rows) {
    double[] sorted =
        rows.stream().mapToDouble(row -> row.results().get(model).seconds()).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
