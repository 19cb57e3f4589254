package dev.deepmatting.internal.report;

import java.util.List;
import java.util.Locale;

/**
 * The curves of a chart. Lines are drawn in columns that are stretched to the chart's width; points
 * are placed by per cent, so that they stay round.
 */
final class ChartDrawing {
  /** Fewer values than this are drawn as points, more as a band from lowest to highest. */
  private static final int FEW = 120;

  /** Fewer values than this have no trend to show. */
  private static final int TOO_FEW_TO_SMOOTH = 8;

  private final StepAxis axis;
  private final Scale scale;
  private final long markedStep;
  private final StringBuilder faint = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder points = new StringBuilder();

  ChartDrawing(StepAxis axis, Scale scale, long markedStep) {
    this.axis = axis;
    this.scale = scale;
    this.markedStep = markedStep;
  }

  /** Draws a curve; its number determines the colour. */
  void draw(int number, StagedCurve curve, Chart.Look look) {
    int columns = curve.stages().stream().mapToInt(stage -> axis.columns(stage).size()).sum();
    for (List<Bucket> stage : curve.stages()) {
      List<Bucket> buckets = axis.columns(stage);
      boolean smooth = look == Chart.Look.NOISY && buckets.size() >= TOO_FEW_TO_SMOOTH;
      if (look == Chart.Look.NOISY) {
        String density = columns <= FEW ? "few" : "many";
        faint.append(path("raw " + density + " c" + number, raw(buckets)));
      }
      lines.append(path("line c" + number, line(buckets, smooth)));
      if (look == Chart.Look.POINTS) {
        points(number, buckets, columns <= FEW);
      }
    }
  }

  String svg() {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" width=\"100%%\" height=\"100%%\">\n"
            + "%s%s</svg>\n%s",
        StepAxis.COLUMNS,
        ChartFrame.HEIGHT,
        faint,
        lines,
        points);
  }

  private static String path(String look, String data) {
    return "<path class=\"" + look + "\" d=\"" + data + "\"/>\n";
  }

  /** Returns a stroke from the least to the greatest value of each column. */
  private String raw(List<Bucket> buckets) {
    StringBuilder data = new StringBuilder();
    for (Bucket bucket : buckets) {
      data.append(format("M%.1f %.1fV%.1f", x(bucket), y(bucket.min()), y(bucket.max())));
    }
    return data.toString();
  }

  private String line(List<Bucket> buckets, boolean smooth) {
    double[] values =
        smooth ? Smoothing.of(buckets) : buckets.stream().mapToDouble(Bucket::mean).toArray();
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      data.append(i == 0 ? 'M' : 'L');
      data.append(format("%.1f %.1f", x(buckets.get(i)), y(values[i])));
    }
    // A line of one point shows as a dot.
    return values.length == 1 ? data + "h0" : data.toString();
  }

  private void points(int number, List<Bucket> buckets, boolean all) {
    for (Bucket bucket : buckets) {
      boolean marked = bucket.first() <= markedStep && markedStep <= bucket.last();
      if (all || marked) {
        circle("dot c" + number, 3, bucket);
      }
      if (marked) {
        circle("best", 8, bucket);
      }
    }
  }

  private void circle(String look, int radius, Bucket bucket) {
    points.append(
        format(
            "<circle class=\"%s\" cx=\"%s\" cy=\"%.1f\" r=\"%d\"><title>step %s: %s</title></circle>\n",
            look,
            axis.percent(bucket.middle()),
            y(bucket.mean()),
            radius,
            Numbers.of(bucket.last()),
            Numbers.of(bucket.mean())));
  }

  private double x(Bucket bucket) {
    return axis.x(bucket.middle());
  }

  private double y(double value) {
    return ChartFrame.y(scale.share(value));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
