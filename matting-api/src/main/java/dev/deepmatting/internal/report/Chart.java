package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.HtmlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Curves over the steps of a run as a figure: its title, a legend with the latest values, and a
 * drawing that fills the width it is given, with text of constant size.
 */
final class Chart {
  /** How a curve is drawn. */
  enum Look {
    /** A smooth line over faint values. */
    NOISY,

    /** The values, joined by a line. */
    EXACT,

    /** The values as points, joined by a line. */
    POINTS
  }

  /** Beyond this factor between the least and the greatest value a linear scale hides too much. */
  private static final double MOST_LINEAR = 30;

  private final String id;
  private final String title;
  private final String unit;
  private final List<Line> lines = new ArrayList<>();
  private String words = "";
  private @Nullable Scale fixedScale;
  private boolean alwaysLinear;
  private boolean small;
  private long markedStep = -1;

  private record Line(String name, StagedCurve curve, Look look) {}

  /**
   * Creates an empty chart.
   *
   * @param id names it in the page
   * @param title what it shows
   * @param unit of the values
   */
  Chart(String id, String title, String unit) {
    this.id = id;
    this.title = title;
    this.unit = unit;
  }

  /** Adds a curve; one without values is not drawn. */
  Chart line(String name, StagedCurve curve, Look look) {
    if (!curve.isEmpty()) {
      lines.add(new Line(name, curve, look));
    }
    return this;
  }

  Chart words(String text) {
    words = text;
    return this;
  }

  Chart linear() {
    alwaysLinear = true;
    return this;
  }

  /** Makes the chart small, without the names of stages. */
  Chart small() {
    small = true;
    return this;
  }

  Chart scale(Scale scale) {
    fixedScale = scale;
    return this;
  }

  Chart mark(long step) {
    markedStep = step;
    return this;
  }

  /** Returns the figure; empty without curves. */
  String html(StepAxis axis, Collection<StageSpan> stages) {
    if (lines.isEmpty()) {
      return "";
    }
    Scale scale = fixedScale == null ? scale() : fixedScale;
    ChartDrawing drawing = new ChartDrawing(axis, scale, markedStep);
    StringBuilder legend = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      drawing.draw(i, line.curve(), line.look());
      legend.append(entry(i, line));
    }
    return String.format(
        Locale.ROOT,
        """
        <figure class="chart">
        <figcaption id="%1$s"><b>%2$s</b> %3$s</figcaption>
        <ul class="legend">%4$s</ul>
        <svg class="chart" role="img" aria-labelledby="%1$s %1$s-values">
        <title id="%1$s-values">%5$s</title>
        %6$s%7$s</svg>
        </figure>
        """,
        id,
        HtmlText.of(title),
        HtmlText.of(words + (scale.logarithmic() ? " Logarithmic scale." : "")),
        legend,
        HtmlText.of(description(axis)),
        new ChartFrame(axis, scale, unit).svg(stages, !small),
        drawing.svg());
  }

  private Scale scale() {
    double least = lines.stream().mapToDouble(line -> line.curve().least()).min().orElseThrow();
    double greatest =
        lines.stream().mapToDouble(line -> line.curve().greatest()).max().orElseThrow();
    return !alwaysLinear && least > 0 && greatest > MOST_LINEAR * least
        ? Scale.logarithmic(least, greatest)
        : Scale.linear(least, greatest);
  }

  private static String entry(int number, Line line) {
    String infinite =
        line.curve().infinite() == 0
            ? ""
            : " <span>infinite in " + Numbers.of(line.curve().infinite(), "step") + "</span>";
    return String.format(
        "<li><svg class=\"key\" aria-hidden=\"true\"><path class=\"line c%d\" d=\"M0 6h24\"/></svg>"
            + "%s <b>%s</b>%s</li>",
        number, HtmlText.of(line.name()), Numbers.of(line.curve().last()), infinite);
  }

  private String description(StepAxis axis) {
    StringBuilder text = new StringBuilder(title);
    text.append(" over steps ").append(Numbers.of(axis.from()));
    text.append(" to ").append(Numbers.of(axis.to()));
    for (Line line : lines) {
      text.append("; ").append(line.name());
      text.append(": least ").append(Numbers.of(line.curve().least()));
      text.append(", greatest ").append(Numbers.of(line.curve().greatest()));
      text.append(", last ").append(Numbers.of(line.curve().last()));
    }
    return text.append('.').toString();
  }
}
