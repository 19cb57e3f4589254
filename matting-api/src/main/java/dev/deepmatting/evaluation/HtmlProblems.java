package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.HtmlText;
import java.util.List;

/** What failed and what is doubtful, before any number is trusted. */
final class HtmlProblems {
  private HtmlProblems() {}

  static String of(EvaluationReport report, List<EvaluatedImage> worstFirst) {
    List<EvaluatedImage> doubtful =
        worstFirst.stream().filter(image -> !image.notices().isEmpty()).toList();
    return failures(report.failures()) + notices(doubtful);
  }

  private static String failures(List<FailedImage> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    open(html, "failed", HtmlSummary.count(failures.size(), "image") + " could not be scored");
    html.append("<p>They count in no mean.</p>\n<dl tabindex=\"0\" aria-labelledby=\"failed\">\n");
    for (FailedImage failure : failures) {
      html.append("<dt>").append(HtmlText.name(failure.name())).append("</dt><dd>");
      html.append(HtmlText.of(failure.reason())).append("</dd>\n");
    }
    return html.append("</dl>\n</section>\n").toString();
  }

  private static String notices(List<EvaluatedImage> images) {
    if (images.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    open(html, "doubtful", HtmlSummary.count(images.size(), "image") + " with notices");
    html.append("<p>They are scored, but something about their files is doubtful.</p>\n");
    html.append("<dl tabindex=\"0\" aria-labelledby=\"doubtful\">\n");
    for (EvaluatedImage image : images) {
      html.append("<dt>").append(HtmlText.name(image.name())).append("</dt>");
      image.notices().forEach(each -> html.append(notice(each)));
      html.append('\n');
    }
    return html.append("</dl>\n</section>\n").toString();
  }

  private static String notice(String notice) {
    return "<dd>" + HtmlText.of(notice) + "</dd>";
  }

  private static void open(StringBuilder html, String id, String heading) {
    html.append("<section class=\"problems ").append(id).append("\" aria-labelledby=\"");
    html.append(id).append("\">\n<h2 id=\"").append(id).append("\">");
    html.append(heading).append("</h2>\n");
  }
}
