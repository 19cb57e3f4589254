package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
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
 * Runs several models on the same pictures, each picture through all models before the next, so
 * that other load on the machine affects all of them equally.
 */
final class Comparison {
  private final List<ComparedModel> models;
  private final PrintWriter err;
  private final Progress progress;
  private int failures;

  /**
   * @param total total number of pictures
   */
  Comparison(List<ComparedModel> models, CommandLine command, int total) {
    this.models = models;
    err = command.getErr();
    progress = new Progress(command.getOut(), Progress.onTerminal(), total);
  }

  /** Predicts once, so that the first picture does not include Java's warm-up. */
  void warmUp() {
    ComparedPicture picture = DrawnSet.small();
    for (ComparedModel model : models) {
      model.matting().predict(picture.image(), picture.trimap());
    }
  }

  /**
   * Processes a set. A model can reject a picture, as methods do if the trimap has no known object;
   * a picture fails if all models reject it, or if there is another error.
   *
   * @return the pictures that did not fail
   */
  List<ComparedRow> run(ComparedSet set, ComparisonSheets sheets) {
    set.unmatched().forEach(this::failed);
    List<ComparedRow> rows = new ArrayList<>();
    for (ComparedSet.Entry entry : set.entries()) {
      progress.start();
      try {
        rows.add(row(entry, sheets));
      } catch (MattingInterruptedException e) {
        throw e;
      } catch (MattingException | UncheckedIOException | OutOfMemoryError e) {
        failed(entry.name() + ": " + ErrorReport.message(e));
      }
    }
    return rows;
  }

  /** Returns how many pictures have failed so far. */
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
    List<Optional<ComparedRow.Result>> results = new ArrayList<>();
    List<InvalidInputException> refusals = new ArrayList<>();
    for (ComparedModel model : models) {
      try {
        results.add(Optional.of(result(model, picture, strip)));
      } catch (InvalidInputException e) {
        refusals.add(e);
        results.add(Optional.empty());
        strip.addNothing(model.label());
      }
    }
    if (refusals.size() == models.size()) {
      throw refusals.get(0);
    }
    ComparedRow row = new ComparedRow(picture.name(), picture.group(), results);
    sheets.add(row, strip);
    progress.line(line(row));
    refusals.forEach(refusal -> tell(picture, refusal));
    return row;
  }

  private ComparedRow.Result result(
      ComparedModel model, ComparedPicture picture, ComparisonSheets.Strip strip) {
    String shown = picture.name() + " " + model.label();
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

  private void tell(ComparedPicture picture, InvalidInputException refusal) {
    ErrorReport.print(err, picture.name() + ": " + refusal.getMessage());
  }

  private String line(ComparedRow row) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String label = models.get(i).label();
      parts.add(
          row.results()
              .get(i)
              .map(result -> label + " " + text(result))
              .orElse(label + " refuses it"));
    }
    return row.name() + "  " + String.join(", ", parts);
  }

  private static String text(ComparedRow.Result result) {
    String score = result.scores().isPresent() ? result.text() + " " : "";
    return score + "in " + TableText.number(result.seconds()) + " s";
  }
}
