package dev.deepmatting.cli;

import dev.deepmatting.evaluation.EvaluatedImage;
import dev.deepmatting.evaluation.EvaluationListener;
import dev.deepmatting.evaluation.EvaluationReport;
import dev.deepmatting.evaluation.FailedImage;
import dev.deepmatting.evaluation.Stratum;
import dev.deepmatting.metrics.MattingScores;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/** Prints an evaluation: a line for each image as it is done, then the means. */
final class EvaluationOutput implements EvaluationListener {
  private final PrintWriter out;
  private final PrintWriter err;

  EvaluationOutput(CommandLine command) {
    out = command.getOut();
    err = command.getErr();
  }

  @Override
  public void scored(EvaluatedImage image, int done, int total) {
    line(
        String.format(
            Locale.ROOT,
            "[%d/%d] %s  %s",
            done,
            total,
            Printable.text(image.name()),
            text(image.scores())));
    image.notices().forEach(notice -> ErrorReport.print(err, image.name() + ": " + notice));
  }

  @Override
  public void failed(FailedImage image, int done, int total) {
    ErrorReport.print(err, image.name() + ": " + image.reason());
  }

  void summary(EvaluationReport report) {
    report.strata().forEach(this::print);
    report.mean().ifPresent(mean -> line("mean of " + report.images().size() + "  " + text(mean)));
    if (!report.failures().isEmpty()) {
      ErrorReport.print(
          err,
          String.format(
              Locale.ROOT,
              "%d of %d images could not be scored and count in no mean",
              report.failures().size(),
              report.failures().size() + report.images().size()));
    }
  }

  private void print(Stratum stratum) {
    String scores = stratum.mean().map(EvaluationOutput::text).orElse("no images");
    line(
        String.format(
            Locale.ROOT,
            "%s %s to %s, mean of %d  %s",
            stratum.share().title(),
            stratum.from(),
            stratum.to(),
            stratum.images(),
            scores));
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }

  private static String text(MattingScores scores) {
    return String.format(
        Locale.ROOT,
        "SAD %.4f  MSE %.6f  grad %.4f  conn %.4f  MAD %.5f",
        scores.sad(),
        scores.mse(),
        scores.gradient(),
        scores.connectivity(),
        scores.mad());
  }
}
