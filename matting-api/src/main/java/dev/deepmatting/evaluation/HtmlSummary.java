package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.HtmlText;
import dev.deepmatting.internal.html.ScoreColumn;
import dev.deepmatting.metrics.EmptyIntersection;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.metrics.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The head of the page: how many images, their mean, and how it was scored. */
final class HtmlSummary {
  private HtmlSummary() {}

  static String title(EvaluationReport report) {
    String images = count(report.images().size(), "image");
    return report
        .mean()
        .map(mean -> "Matting evaluation: " + images + ", mean SAD " + ScoreColumn.text(mean.sad()))
        .orElse("Matting evaluation: no image scored");
  }

  static String of(EvaluationReport report, List<EvaluatedImage> worstFirst) {
    StringBuilder html = new StringBuilder("<header>\n<h1>Matting evaluation</h1>\n<p>");
    html.append(count(worstFirst.size(), "image")).append(" scored, ");
    html.append(report.failures().size()).append(" failed. ");
    html.append(
        report.metrics().region() == Region.WHOLE_IMAGE
            ? "Scored region: the whole image."
            : "Scored region: the unknown pixels of the trimap.");
    html.append("</p>\n").append(inputs(report.inputs())).append("</header>\n");
    html.append("<section aria-labelledby=\"mean\">\n<h2 id=\"mean\">Mean over the images</h2>\n");
    html.append(
        report
            .mean()
            .map(HtmlSummary::tiles)
            .orElse("<p><strong>No image could be scored</strong>, so there is no mean.</p>\n"));
    html.append("<p class=\"words\">").append(words(report)).append("</p>\n</section>\n");
    return html.toString();
  }

  private static String inputs(EvaluationReport.Inputs inputs) {
    CaseFinder.EvaluationFolders folders = inputs.folders();
    List<String> parts = new ArrayList<>();
    folders.predictions().ifPresent(path -> parts.add("predictions in " + path));
    inputs.network().ifPresent(network -> parts.add("predicted by " + network));
    inputs.method().ifPresent(method -> parts.add("predicted by " + method));
    parts.add("truths in " + folders.truths());
    folders.trimaps().forEach(path -> parts.add("trimaps in " + path));
    return "<p class=\"words\">" + HtmlText.of(String.join(", ", parts)) + ".</p>\n";
  }

  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String tiles(MattingScores mean) {
    StringBuilder html = new StringBuilder("<dl class=\"tiles\">\n");
    for (ScoreColumn column : ScoreColumn.values()) {
      html.append(
          String.format(
              Locale.ROOT,
              "<div><dt>%s <span>%s</span></dt><dd>%s%s</dd></div>\n",
              column.title(),
              column.words(),
              ScoreColumn.text(column.of(mean)),
              column.unit().isEmpty() ? "" : " <small>" + column.unit() + "</small>"));
    }
    return html.append("</dl>\n").toString();
  }

  private static String words(EvaluationReport report) {
    String connectivity =
        report.metrics().emptyIntersection() == EmptyIntersection.NOTHING
            ? ""
            : " Where no pixel reaches a threshold, connectivity counts every pixel as connected, as"
                + " widespread Python code does.";
    return "Lower is better, 0 is perfect. SAD, Grad and Conn are sums over the scored pixels divided"
        + " by 1000; MSE and MAD are means over the scored pixels, printed in thousandths"
        + " (×10⁻³). Alpha is 0 to 1, compared in 8 bits. Each image counts the same in the mean."
        + connectivity;
  }
}
