package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.HtmlPage;
import java.util.Comparator;
import java.util.List;

/**
 * The report as a page that needs no other file. It is well-formed XML too, and its policy lets
 * nothing run or load but what the library put there.
 */
final class HtmlReport {
  private static final Comparator<EvaluatedImage> WORST_FIRST =
      Comparator.comparingDouble((EvaluatedImage image) -> -image.scores().sad())
          .thenComparing(EvaluatedImage::name);

  private final EvaluationReport report;
  private final List<EvaluatedImage> worstFirst;

  private HtmlReport(EvaluationReport report) {
    this.report = report;
    worstFirst = report.images().stream().sorted(WORST_FIRST).toList();
  }

  static String of(EvaluationReport report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    return HtmlPage.titled(HtmlSummary.title(report))
        .style(HtmlPage.resource(HtmlReport.class, "report.css"))
        .script(HtmlPage.resource(HtmlReport.class, "report.js"))
        .of(body());
  }

  private String body() {
    StringBuilder html = new StringBuilder();
    html.append(HtmlSummary.of(report, worstFirst));
    html.append(HtmlProblems.of(report, worstFirst));
    html.append(SadPlot.of(worstFirst));
    html.append(HtmlStrata.of(report));
    html.append(HtmlCases.of(report));
    html.append(HtmlImages.of(report, worstFirst));
    return html.toString();
  }
}
