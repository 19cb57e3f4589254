package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.HtmlText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** The frame around and behind the curves: stages, grid, ticks and their numbers. */
final class ChartFrame {
  /** Pixels between the bottom and the top; the style sheet's height derives from it. */
  static final int HEIGHT = 200;

  /** A stage narrower than this share of the chart only shows its number. */
  private static final double LEAST_NAMED = 0.4;

  private final StringBuilder svg = new StringBuilder();
  private final StepAxis axis;

  private final Scale scale;
  private final String unit;

  ChartFrame(StepAxis axis, Scale scale, String unit) {
    this.axis = axis;
    this.scale = scale;
    this.unit = unit;
  }

  /** Returns the frame; without names, stages only have numbers. */
  String svg(Collection<StageSpan> stages, boolean named) {
    stages.forEach(this::shade);
    scale.ticks().forEach(tick -> tick(tick, y(scale.share(tick.doubleValue()))));
    axis.ticks().forEach(this::tick);
    stages.forEach(span -> label(span, named));
    add("<text class=\"unit\" x=\"-50\" y=\"-24\">%s</text>", HtmlText.of(unit));
    add("<text class=\"x\" x=\"50%%\" y=\"%d\">step</text>", HEIGHT + 34);
    return svg.toString();
  }

  /** Returns the pixels from the top for a share of the height. */
  static double y(double share) {
    return HEIGHT * (1 - share);
  }

  private void shade(StageSpan span) {
    double from = axis.share(span.from());
    add(
        "<rect class=\"stage s%d\" x=\"%s\" y=\"0\" width=\"%s\" height=\"%d\"/>",
        span.number(),
        StepAxis.percentOf(from),
        StepAxis.percentOf(axis.share(span.to()) - from),
        HEIGHT);
  }

  private void label(StageSpan span, boolean named) {
    double width = axis.share(span.to()) - axis.share(span.from());
    String name =
        named && width >= LEAST_NAMED
            ? "<tspan class=\"name\"> " + span.stage().id() + "</tspan>"
            : "";
    add(
        "<text class=\"stage\" x=\"%s\" dx=\"2\" y=\"-7\">%d%s</text>",
        axis.percent(span.from()), span.number(), name);
  }

  private void tick(BigDecimal tick, double y) {
    add("<line class=\"grid\" x2=\"100%%\" y1=\"%1$.1f\" y2=\"%1$.1f\"/>", y);
    add("<text class=\"y\" x=\"-8\" y=\"%.1f\">%s</text>", y + 4, Numbers.of(tick));
  }

  private void tick(long step) {
    String x = axis.percent(step);
    add(
        "<line class=\"tick\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\"/>",
        x, HEIGHT, HEIGHT + 5);
    add("<text class=\"x\" x=\"%s\" y=\"%d\">%s</text>", x, HEIGHT + 18, Numbers.of(step));
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
