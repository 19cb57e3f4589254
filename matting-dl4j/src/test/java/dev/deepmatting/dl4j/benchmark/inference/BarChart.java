package dev.deepmatting.dl4j.benchmark.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Seconds and memory as bars in SVG, a panel for each network and size. It brings its own ground,
 * so that it is legible on any page.
 */
final class BarChart {
  private static final int WIDTH = 960;
  private static final int HEAD = 74;
  private static final int TITLE = 34;
  private static final int ROW = 24;
  private static final int AXIS = 54;
  private static final int LABELS = 130;
  private static final int PLOT = 330;
  private static final int SECOND_PLOT = 550;
  private static final String STYLE =
      """
      <style>
      text { font: 13px sans-serif; fill: #1c2733 }
      .title { font-weight: bold; font-size: 15px }
      .value, .tick { font-size: 12px }
      .label { text-anchor: end }
      .tick, .axis { text-anchor: middle }
      .ground { fill: #ffffff }
      .own { fill: #2f6fb2 }
      .peer { fill: #9aa3ad }
      .grid { stroke: #d5dae0 }
      .spread { stroke: #1c2733; stroke-width: 1.5 }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6ebf0 }
        .ground { fill: #161b22 }
        .own { fill: #5b9be0 }
        .peer { fill: #77818c }
        .grid { stroke: #343c46 }
        .spread { stroke: #e6ebf0 }
      }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private int y = HEAD;

  private BarChart() {}

  /** The largest size of each network alone: what a reader sees first. */
  static String ofLargestSizes(List<ForwardResult> results) {
    Map<String, Long> largest = new HashMap<>();
    results.forEach(result -> largest.merge(result.network(), pixels(result), Math::max));
    return of(
        results.stream()
            .filter(result -> pixels(result) == largest.get(result.network()))
            .toList());
  }

  private static long pixels(ForwardResult result) {
    return Arrays.stream(result.size().split("x"))
        .mapToLong(Long::parseLong)
        .reduce(1, (a, b) -> a * b);
  }

  static String of(List<ForwardResult> results) {
    BarChart chart = new BarChart();
    List<ForwardResult> panel = new ArrayList<>();
    for (ForwardResult result : results) {
      if (!panel.isEmpty() && !title(panel.get(0)).equals(title(result))) {
        chart.panel(panel);
        panel.clear();
      }
      if (result.timing() != null) {
        panel.add(result);
      }
    }
    if (!panel.isEmpty()) {
      chart.panel(panel);
    }
    return chart.finish();
  }

  private static String title(ForwardResult result) {
    return result.network() + ", " + result.size().replace("x", " x ") + " pixels";
  }

  private void panel(List<ForwardResult> rows) {
    add("<text class='title' x='16' y='%d'>%s</text>", y + 20, title(rows.get(0)));
    y += TITLE;
    for (int i = 0; i < rows.size(); i++) {
      add(
          "<text class='label' x='%d' y='%d'>%s</text>",
          LABELS - 8, y + i * ROW + 16, rows.get(i).engine());
    }
    plot(rows, LABELS, "seconds per forward, median and middle half", BarChart::seconds, true);
    plot(rows, SECOND_PLOT, "peak memory of the process, GB", BarChart::gigabytes, false);
    y += rows.size() * ROW + AXIS;
  }

  private static double seconds(ForwardResult result) {
    return result.timing().median();
  }

  private static double gigabytes(ForwardResult result) {
    return Math.max(0, result.bytes() / 1e9);
  }

  private void plot(
      List<ForwardResult> rows,
      int x,
      String axis,
      ToDoubleFunction<ForwardResult> value,
      boolean spread) {
    double most =
        rows.stream()
            .mapToDouble(
                row ->
                    spread
                        ? Math.max(value.applyAsDouble(row), row.timing().upperQuartile())
                        : value.applyAsDouble(row))
            .max()
            .orElse(1);
    double step = step(most);
    int bottom = y + rows.size() * ROW;
    double scale = PLOT / (Math.ceil(most / step) * step);
    for (int tick = 0; tick * step * scale <= PLOT + 0.5; tick++) {
      double at = x + tick * step * scale;
      add("<line class='grid' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>", at, at, y, bottom);
      add("<text class='tick' x='%.1f' y='%d'>%s</text>", at, bottom + 16, shortest(tick * step));
    }
    add("<text class='axis' x='%d' y='%d'>%s</text>", x + PLOT / 2, bottom + 34, axis);
    for (int i = 0; i < rows.size(); i++) {
      bar(rows.get(i), x, y + i * ROW, value.applyAsDouble(rows.get(i)), scale, spread);
    }
  }

  private void bar(ForwardResult row, int x, int top, double value, double scale, boolean spread) {
    double end = x + value * scale;
    add(
        "<rect class='%s' x='%d' y='%d' width='%.1f' height='%d'/>",
        row.own() ? "own" : "peer", x, top + 4, value * scale, ROW - 8);
    if (spread) {
      double upper = x + row.timing().upperQuartile() * scale;
      add(
          "<line class='spread' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>",
          x + row.timing().lowerQuartile() * scale, upper, top + ROW / 2, top + ROW / 2);
      end = Math.max(end, upper);
    }
    add(
        "<text class='value' x='%.1f' y='%d'>%s</text>",
        end + 5, top + 16, String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value));
  }

  /** 1, 2 or 5 times a power of ten, so that there are up to six of them. */
  private static double step(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-6) / 6)));
    for (double factor : new double[] {1, 2, 5}) {
      if (most / (factor * power) <= 6) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String shortest(double value) {
    return String.format(Locale.ROOT, "%.6f", value).replaceFirst("\\.?0+$", "");
  }

  private String finish() {
    String legend =
        "<rect class='own' x='16' y='44' width='14' height='14'/><text x='36' y='56'>this library</text>"
            + "<rect class='peer' x='140' y='44' width='14' height='14'/><text x='160' y='56'>peers</text>";
    return "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' role='img'>\n"
            .formatted(WIDTH, y, WIDTH, y)
        + "<title>Seconds and memory of forwards</title>\n"
        + STYLE
        + "<rect class='ground' width='%d' height='%d' rx='6'/>\n".formatted(WIDTH, y)
        + "<text class='title' x='16' y='28'>One forward of the network: shorter bars are better</text>\n"
        + legend
        + "\n"
        + svg
        + "</svg>\n";
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
