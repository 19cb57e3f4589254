package dev.deepmatting.examples.cli;

import dev.deepmatting.evaluation.EvaluationReport;
import dev.deepmatting.file.AtomicFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the reports of an evaluation go. */
final class ReportFiles {
  @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table.")
  private Path csv;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all of it for programs.")
  private Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with the pictures of the worst images.")
  private Path html;

  @Option(
      names = "--worst",
      defaultValue = "12",
      paramLabel = "N",
      description = "Of how many images the page shows the pictures. Default: ${DEFAULT-VALUE}")
  private int worst;

  /** Pictures are drawn only for a page. */
  int worstCases() {
    return html == null ? 0 : worst;
  }

  /** Asks before the work is done. */
  void requireUsable() {
    Stream.of(csv, json, html).filter(Objects::nonNull).forEach(AtomicFile::requireTarget);
  }

  void write(EvaluationReport report) {
    if (csv != null) {
      report.writeCsv(csv);
    }
    if (json != null) {
      report.writeJson(json);
    }
    if (html != null) {
      report.writeHtml(html);
    }
  }
}
