package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.dl4j.benchmark.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The block of Markdown that the methods page shows. */
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
    if (!results.methods().isEmpty()) {
      photographs();
    }
    if (!results.larges().isEmpty()) {
      large();
    }
    return text.toString();
  }

  private void photographs() {
    List<Photograph> all = results.photographs();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d photographs of %.2f megapixels, %.1f %% unknown (medians):%n%n",
            all.size(),
            median(all.stream().map(each -> each.pixels() / 1e6).toList()),
            median(all.stream().map(each -> 100.0 * each.unknown() / each.pixels()).toList())));
    head(
        "method",
        "seconds, median",
        "slowest",
        "to NumPy and SciPy",
        "bytes for an unknown pixel, live",
        "with garbage");
    results.methods().forEach(this::methodRow);
  }

  private void methodRow(MethodResult method) {
    if (method.failure() != null) {
      row(method.method(), method.failure(), "", "", "", "");
      return;
    }
    List<Double> seconds = method.seconds();
    row(
        method.method(),
        seconds.isEmpty() ? "" : seconds(median(seconds)),
        seconds.isEmpty() ? "" : seconds(seconds.stream().max(Double::compare).orElseThrow()),
        ratio(method),
        bytes(method, HeapPeak::live),
        bytes(method, HeapPeak::most));
  }

  private static String ratio(MethodResult method) {
    if (method.peer().isEmpty() || method.seconds().isEmpty()) {
      return "";
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < method.peer().size(); i++) {
      ratios.add(method.seconds().get(i) / method.peer().get(i));
    }
    return String.format(Locale.ROOT, "%.2f", median(ratios));
  }

  private String bytes(MethodResult method, ToDoubleFunction<HeapPeak> kind) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < method.heap().size(); i++) {
      values.add(kind.applyAsDouble(method.heap().get(i)) / results.photographs().get(i).unknown());
    }
    return values.isEmpty() ? "" : whole(median(values));
  }

  private void large() {
    Photograph large = results.large();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%.1f megapixels, %,d pixels unknown (%.1f %%), each in a fresh JVM:%n%n",
            large.pixels() / 1e6,
            large.unknown(),
            100.0 * large.unknown() / large.pixels()));
    head(
        "method",
        "way",
        "seconds",
        "peak resident, MB",
        "live heap, MB",
        "bytes for an unknown pixel, live");
    results.larges().forEach(this::largeRow);
  }

  private void largeRow(LargeResult result) {
    if (result.failure() != null) {
      row(result.method(), result.way(), result.failure(), "", "", "");
      return;
    }
    HeapPeak heap = result.heap();
    row(
        result.method(),
        result.way(),
        seconds(result.seconds()),
        result.resident() < 0 ? "unknown" : megabytes(result.resident()),
        heap == null ? "" : megabytes(heap.live()),
        heap == null ? "" : whole((double) heap.live() / results.large().unknown()));
  }

  private void head(String... columns) {
    row(columns);
    text.append("|---".repeat(columns.length)).append("|\n");
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value);
  }

  private static String megabytes(long bytes) {
    return whole(bytes / 1e6);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  static double median(List<Double> values) {
    return new Timing(values).median();
  }
}
