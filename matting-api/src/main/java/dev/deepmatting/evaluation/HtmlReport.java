package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.HtmlPage;
import dev.deepmatting.internal.html.HtmlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The report as a self-contained page. It is also well-formed XML, and its content security policy
 * allows only the library's own script and styles.
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

  /** Failures and notices, shown before any number. */
  static final class HtmlProblems {
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
      html.append(
          "<p>They count in no mean.</p>\n<dl tabindex=\"0\" aria-labelledby=\"failed\">\n");
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

  /** A table of means for each split of the images. */
  static final class HtmlStrata {
    private HtmlStrata() {}

    /** Returns the tables; empty if no strata were requested. */
    static String of(EvaluationReport report) {
      List<List<Stratum>> splits = new ArrayList<>();
      for (Stratum stratum : report.strata()) {
        if (stratum.from() == 0) {
          splits.add(new ArrayList<>());
        }
        splits.get(splits.size() - 1).add(stratum);
      }
      StringBuilder html = new StringBuilder();
      ScoreCells cells = new ScoreCells(report.images());
      splits.forEach(split -> html.append(table(split, cells)));
      return html.toString();
    }

    private static String table(List<Stratum> strata, ScoreCells cells) {
      StringBuilder rows = new StringBuilder();
      for (Stratum stratum : strata) {
        rows.append("<tr><th scope=\"row\">").append(bounds(stratum)).append("</th><td>");
        rows.append(stratum.images()).append("</td>");
        rows.append(stratum.mean().map(cells::cells).orElse(cells.none())).append("</tr>\n");
      }
      return String.format(
          """
          <section>
          <h2>Means by %1$s</h2>
          <div class="scroll" tabindex="0" role="region" aria-label="Means by %1$s">
          <table>
          <thead><tr>%2$s%3$s%4$s</tr></thead>
          <tbody>
          %5$s</tbody>
          </table>
          </div>
          </section>
          """,
          strata.get(0).share().title(),
          ScoreCells.head("text", "Share", ""),
          ScoreCells.head("number", "Images", ""),
          ScoreCells.heads(false),
          rows);
    }

    private static String bounds(Stratum stratum) {
      String from = percent(stratum.from());
      return stratum.to() == 1
          ? "from " + from + " %"
          : "from " + from + " % to below " + percent(stratum.to()) + " %";
    }

    private static String percent(double share) {
      return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }
  }
}
