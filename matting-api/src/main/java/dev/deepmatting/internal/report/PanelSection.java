package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.HtmlText;
import dev.deepmatting.internal.html.ImageData;
import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.internal.report.ValidationPoint.SampleScore;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The network's inputs for a few images, and its predictions over time. */
final class PanelSection {
  private final PanelStore panels;
  private final TreeMap<Long, List<SampleScore>> points;

  private PanelSection(RunHistory history) {
    panels = history.panels();
    points = history.points();
  }

  /** Returns the section; empty before the first pictures. */
  static String of(RunHistory history) {
    return history.points().isEmpty() ? "" : new PanelSection(history).html();
  }

  private String html() {
    StringBuilder html = new StringBuilder("<section aria-labelledby=\"panels\">\n");
    html.append("<h2 id=\"panels\">Validation images over time</h2>\n");
    List<SampleScore> samples = points.lastEntry().getValue();
    for (int i = 0; i < samples.size(); i++) {
      html.append(article(i, samples.get(i).name()));
    }
    return html.append("</section>\n").toString();
  }

  private String article(int sample, String name) {
    StringBuilder html = new StringBuilder("<article>\n<h3>").append(HtmlText.name(name));
    html.append("</h3>\n<h4>Given, and true</h4>\n<div class=\"panels\">\n");
    for (Thumbnail thumbnail : Thumbnail.ofInputs(true)) {
      Optional<byte[]> file = panels.readInput(sample, thumbnail);
      html.append("<figure>").append(image(file, thumbnail.title() + " of " + name));
      html.append("<figcaption>").append(thumbnail.title()).append("</figcaption></figure>\n");
    }
    html.append("</div>\n<h4>Composed with the predicted alpha, and that alpha</h4>\n");
    html.append("<div class=\"panels time\" tabindex=\"0\" role=\"group\"");
    html.append(" aria-label=\"pictures over time\">\n");
    points.forEach((step, samples) -> html.append(point(step, samples, sample, name)));
    return html.append("</div>\n</article>\n").toString();
  }

  /** Returns a point; empty if another image had this position. */
  private String point(long step, List<SampleScore> samples, int sample, String name) {
    if (sample >= samples.size() || !samples.get(sample).name().equals(name)) {
      return "";
    }
    StringBuilder html = new StringBuilder("<figure>");
    String when = "step " + Numbers.of(step);
    for (Thumbnail thumbnail : Thumbnail.ofInputs(false)) {
      Optional<byte[]> file = panels.readPoint(step, sample, thumbnail);
      html.append(image(file, thumbnail.title() + " of " + name + " at " + when));
    }
    html.append("<figcaption>").append(when);
    samples
        .get(sample)
        .sad()
        .ifPresent(sad -> html.append("<br/>SAD ").append(ScoreColumn.text(sad)));
    return html.append("</figcaption></figure>\n").toString();
  }

  private static String image(Optional<byte[]> file, String words) {
    return file.map(
            bytes ->
                "<img src=\"%s\" alt=\"%s\"/>".formatted(ImageData.uri(bytes), HtmlText.of(words)))
        .orElse("<p>no picture</p>");
  }
}
