package dev.deepmatting.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A table of means for each split of the images. */
final class HtmlStrata {
  private HtmlStrata() {}

  /** Nothing if no strata were asked for. */
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
