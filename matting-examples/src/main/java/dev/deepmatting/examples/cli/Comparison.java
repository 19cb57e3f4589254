package dev.deepmatting.examples.cli;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.PredictionInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.MattingScores;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Asks several models for the same pictures, each picture of all models before the next one, so
 * that what else the machine does meets all of them.
 */
final class Comparison {
  private final List<ComparedModel> models;
  private final PrintWriter err;
  private final Progress progress;
  private int failures;

  /**
   * @param total how many pictures there will be
   */
  Comparison(List<ComparedModel> models, CommandLine command, int total) {
    this.models = models;
    err = command.getErr();
    progress = new Progress(command.getOut(), Progress.onTerminal(), total);
  }

  /** Predicts once, so that the first picture does not pay for what Java does at first. */
  void warmUp() {
    ComparedPicture picture = DrawnSet.small();
    for (ComparedModel model : models) {
      model.matting().predict(picture.image(), picture.trimap());
    }
  }

  /**
   * Goes through a set. A picture that fails with one model counts for none, since means over
   * different pictures could not be compared.
   *
   * @return the pictures that went well
   */
  List<ComparedRow> run(ComparedSet set, ComparisonSheets sheets) {
    set.unmatched().forEach(this::failed);
    List<ComparedRow> rows = new ArrayList<>();
    for (ComparedSet.Entry entry : set.entries()) {
      progress.start();
      try {
        rows.add(row(entry, sheets));
      } catch (PredictionInterruptedException e) {
        throw e;
      } catch (MattingException | UncheckedIOException | OutOfMemoryError e) {
        failed(entry.name() + ": " + ErrorReport.message(e));
      }
    }
    return rows;
  }

  /** How many pictures went wrong so far. */
  int failures() {
    return failures;
  }

  private void failed(String message) {
    failures++;
    progress.clear();
    ErrorReport.print(err, message);
  }

  private ComparedRow row(ComparedSet.Entry entry, ComparisonSheets sheets) {
    ComparedPicture picture = entry.picture().get();
    ComparisonSheets.Strip strip = ComparisonSheets.Strip.of(picture);
    List<ComparedRow.Result> results = new ArrayList<>();
    for (ComparedModel model : models) {
      results.add(result(model, picture, strip));
    }
    ComparedRow row = new ComparedRow(picture.name(), picture.group(), results);
    sheets.add(row, strip);
    progress.line(Printable.text(line(row)));
    return row;
  }

  private ComparedRow.Result result(
      ComparedModel model, ComparedPicture picture, ComparisonSheets.Strip strip) {
    String shown = Printable.text(picture.name() + " " + model.label());
    long start = System.nanoTime();
    AlphaMatte alpha =
        model
            .matting()
            .predict(picture.image(), picture.trimap(), done -> progress.update(shown, done));
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<MattingScores> scores =
        picture
            .truth()
            .map(truth -> MattingMetrics.standard().compare(alpha, truth.alpha(), truth.scored()));
    ComparedRow.Result result = new ComparedRow.Result(seconds, scores);
    strip.add(model.label() + " " + result.text(), alpha);
    return result;
  }

  private String line(ComparedRow row) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      ComparedRow.Result result = row.results().get(i);
      String score = result.scores().isPresent() ? result.text() + " " : "";
      parts.add(
          models.get(i).label() + " " + score + "in " + TableText.number(result.seconds()) + " s");
    }
    return row.name() + "  " + String.join(", ", parts);
  }
}
