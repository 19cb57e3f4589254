package dev.deepmatting.examples.cli;

import dev.deepmatting.batch.BatchListener;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.FailedPair;
import dev.deepmatting.batch.MattingPair;
import dev.deepmatting.batch.ResultFiles;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * Prints a batch: a line for each pair when it is done, and how far the one that is predicted is.
 * Safe to share between threads.
 */
final class PredictOutput implements BatchListener {
  private final PrintWriter out;
  private final PrintWriter err;
  private Progress progress;

  PredictOutput(CommandLine command) {
    out = command.getOut();
    err = command.getErr();
  }

  void begin(int total) {
    progress = new Progress(out, Progress.onTerminal(), total);
    progress.start();
  }

  @Override
  public synchronized void unmatched(String message) {
    ErrorReport.print(err, message);
  }

  @Override
  public synchronized void predicting(MattingPair pair, double done) {
    progress.update(pair.name(), done);
  }

  @Override
  public synchronized void predicted(MattingPair pair, ResultFiles results) {
    line(results.alpha() + ", " + results.cutout());
  }

  @Override
  public synchronized void skipped(MattingPair pair, ResultFiles results) {
    line("is there: " + results.alpha() + ", " + results.cutout());
  }

  @Override
  public synchronized void failed(FailedPair failure) {
    progress.clear();
    ErrorReport.print(
        err,
        failure.cause() instanceof OutOfMemoryError error
            ? failure.pair().image() + ": " + ErrorReport.message(error)
            : failure.reason());
    progress.start();
  }

  private void line(String text) {
    progress.line(Printable.text(text));
    progress.start();
  }

  /** One picture has its line already. */
  synchronized void summary(BatchSummary summary) {
    progress.clear();
    if (summary.inputs() > 1 || summary.notDone() > 0) {
      out.println(summary);
      out.flush();
    }
  }
}
