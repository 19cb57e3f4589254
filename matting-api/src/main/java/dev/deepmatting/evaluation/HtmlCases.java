package dev.deepmatting.evaluation;

import dev.deepmatting.evaluation.WorstCases.WorstCase;
import dev.deepmatting.internal.html.HtmlText;
import dev.deepmatting.internal.html.ImageData;
import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.metrics.Region;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pictures of the worst images. */
final class HtmlCases {
  private HtmlCases() {}

  /** Returns the section; empty if no pictures were requested. */
  static String of(EvaluationReport report) {
    List<WorstCase> cases = report.worstCases();
    if (cases.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<section aria-labelledby=\"worst\">\n");
    String heading = cases.size() == 1 ? "The worst image" : cases.size() + " worst images";
    boolean all = cases.size() == report.images().size() && cases.size() > 1;
    html.append("<h2 id=\"worst\">").append(heading).append(all ? " (all of them)" : "");
    html.append("</h2>\n").append(legend(report.metrics().region()));
    for (int i = 0; i < cases.size(); i++) {
      html.append(article(i + 1, cases.get(i)));
    }
    return html.append("</section>\n").toString();
  }

  private static String legend(Region region) {
    BufferedImage strip = ErrorMap.legend();
    String known =
        region == Region.UNKNOWN
            ? " Below, on gray: pixels that the trimap knows; errors there do not count and are paler."
            : "";
    return String.format(
        Locale.ROOT,
        """
        <figure class="legend">
        <div><span>too transparent (−1)</span> <span>no error</span> <span>too opaque (+1)</span></div>
        <img src="%s" width="%d" height="%d" alt="blue, black, orange"/>
        <figcaption>Error: prediction minus truth. Small errors are brightened: the colour grows with
        the square root.%s</figcaption>
        </figure>
        """,
        ImageData.uri(ImageData.png(strip)),
        strip.getWidth(),
        strip.getHeight(),
        known);
  }

  private static String article(int number, WorstCase worst) {
    EvaluatedImage image = worst.image();
    StringBuilder html = new StringBuilder("<article id=\"case-").append(number).append("\">\n");
    html.append("<h3>").append(number).append(". ").append(HtmlText.name(image.name()));
    html.append("</h3>\n").append(scores(image));
    for (String notice : image.notices()) {
      html.append("<p class=\"notice\">⚠ ").append(HtmlText.of(notice)).append("</p>\n");
    }
    Map<CasePanels.Panel.Row, List<CasePanels.Panel>> rows = new LinkedHashMap<>();
    worst.panels().forEach(p -> rows.computeIfAbsent(p.row(), row -> new ArrayList<>()).add(p));
    rows.forEach((row, panels) -> html.append(row(row, panels, image.name())));
    return html.append("</article>\n").toString();
  }

  private static String scores(EvaluatedImage image) {
    StringBuilder html = new StringBuilder("<ul class=\"scores\">");
    for (ScoreColumn column : ScoreColumn.values()) {
      String unit = column.unit().isEmpty() ? "" : " " + column.unit();
      String value = ScoreColumn.text(column.of(image.scores()));
      html.append("<li>").append(column.title()).append(" <b>").append(value).append("</b>");
      html.append(unit).append("</li>");
    }
    html.append("<li>unknown ").append(ScoreCells.percent(image.unknownShare())).append("</li>");
    html.append("<li>soft ").append(ScoreCells.percent(image.softShare())).append("</li></ul>\n");
    return html.toString();
  }

  private static String row(CasePanels.Panel.Row row, List<CasePanels.Panel> panels, String name) {
    String attributes =
        row.zoom() == CasePanels.Panel.Row.FIT
            ? "class=\"panels\""
            : "class=\"panels exact\" tabindex=\"0\" role=\"group\" aria-label=\"pictures\"";
    StringBuilder html = new StringBuilder("<h4>").append(HtmlText.of(row.title()));
    html.append("</h4>\n<div ").append(attributes).append(">\n");
    panels.forEach(panel -> html.append(figure(panel, name)));
    return html.append("</div>\n").toString();
  }

  private static String figure(CasePanels.Panel panel, String name) {
    int zoom = Math.max(1, panel.row().zoom());
    String picture =
        panel.png().length == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "<img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s of %s\"/>",
                ImageData.uri(panel.png()),
                zoom * panel.width(),
                zoom * panel.height(),
                panel.title(),
                HtmlText.of(name));
    String note = panel.note().isEmpty() ? "" : "<p>" + HtmlText.of(panel.note()) + "</p>";
    return String.format(
        "<figure>%s%s<figcaption>%s</figcaption></figure>\n", picture, note, panel.title());
  }
}
