package dev.deepmatting.evaluation;

import dev.deepmatting.internal.html.HtmlText;
import dev.deepmatting.metrics.MattingScores;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of every image; the page's script lets the reader sort it by another column. */
final class HtmlImages {
  private final ScoreCells cells;
  private final Map<String, Integer> cases = new HashMap<>();

  private HtmlImages(EvaluationReport report) {
    cells = new ScoreCells(report.images());
    report.worstCases().forEach(worst -> cases.put(worst.image().name(), cases.size() + 1));
  }

  /** Returns the table; empty if no image was scored. */
  static String of(EvaluationReport report, List<EvaluatedImage> worstFirst) {
    return report.mean().map(mean -> new HtmlImages(report).section(mean, worstFirst)).orElse("");
  }

  private String section(MattingScores mean, List<EvaluatedImage> worstFirst) {
    StringBuilder rows = new StringBuilder();
    worstFirst.forEach(image -> rows.append(row(image)));
    return String.format(
        """
        <section aria-labelledby="all">
        <h2 id="all">All images, worst SAD first</h2>
        <div class="scroll long" tabindex="0" role="region" aria-labelledby="all">
        <table id="images">
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        <tfoot><tr><th scope="row">Mean</th>%s<td colspan="4"></td></tr></tfoot>
        </table>
        </div>
        <p class="words">Unknown: the trimap's share of unknown pixels. Soft: the share of scored
        pixels that are truly translucent.</p>
        </section>
        """,
        heads(), rows, cells.cells(mean));
  }

  private static String heads() {
    return ScoreCells.head("text", "Image", "")
        + ScoreCells.heads(true)
        + ScoreCells.head("number", "Unknown", "")
        + ScoreCells.head("number", "Soft", "")
        + ScoreCells.head("number", "Size", "")
        + ScoreCells.head("number", "Notices", "");
  }

  private String row(EvaluatedImage image) {
    double pixels = (double) image.width() * image.height();
    String size = String.format(Locale.ROOT, "%d × %d", image.width(), image.height());
    int notices = image.notices().size();
    return "<tr><th scope=\"row\">"
        + linked(image.name())
        + "</th>"
        + cells.cells(image.scores())
        + ScoreCells.number(image.unknownShare(), ScoreCells.percent(image.unknownShare()))
        + ScoreCells.number(image.softShare(), ScoreCells.percent(image.softShare()))
        + ScoreCells.number(pixels, size)
        + ScoreCells.number(notices, notices == 0 ? "" : "⚠ " + notices)
        + "</tr>\n";
  }

  /** Links to the pictures, if the page has them. */
  private String linked(String name) {
    return cases.containsKey(name)
        ? "<a href=\"#case-" + cases.get(name) + "\">" + HtmlText.name(name) + "</a>"
        : HtmlText.name(name);
  }
}
