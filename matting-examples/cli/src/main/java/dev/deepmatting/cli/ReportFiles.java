package dev.deepmatting.cli;

import dev.deepmatting.OutputFiles;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.evaluation.EvaluationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the reports of an evaluation. */
final class ReportFiles {
  @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table.")
  private @Nullable Path csv;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all of it for programs.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with the pictures of the worst images.")
  private @Nullable Path html;

  @Option(
      names = "--worst",
      defaultValue = "12",
      paramLabel = "N",
      description = "Number of images whose pictures the page shows. Default: ${DEFAULT-VALUE}")
  private int worst;

  /** Pictures are drawn only for a page. */
  int worstCases() {
    return html == null ? 0 : worst;
  }

  /** Checks the files before the work is done. */
  void requireUsable(List<Path> inputs) {
    if (worst < 0) {
      throw new InvalidInputException("--worst is " + worst + ", wanted 0 or more");
    }
    List<Path> files = Stream.of(csv, json, html).filter(Objects::nonNull).toList();
    for (Path file : files) {
      OutputFiles.requireTarget(file);
      requireNoInput(file, inputs);
    }
    long different =
        files.stream().map(file -> file.toAbsolutePath().normalize()).distinct().count();
    if (different < files.size()) {
      throw new InvalidInputException("the reports are " + files + ", wanted a file for each");
    }
  }

  private static void requireNoInput(Path file, List<Path> inputs) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    for (Path input : inputs) {
      if (Files.exists(file) && input.toAbsolutePath().normalize().equals(folder)) {
        throw new InvalidInputException(
            "the report " + file + " would replace a file among the inputs, wanted another place");
      }
    }
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
