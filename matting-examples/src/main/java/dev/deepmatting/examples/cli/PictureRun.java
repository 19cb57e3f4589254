package dev.deepmatting.examples.cli;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.PredictionInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Works on one picture after the other; one that is bad does not stop the rest. */
final class PictureRun {
  private final PictureTasks tasks;
  private final PictureOutput output;
  private int failures;

  private PictureRun(PictureTasks tasks, PictureOutput output) {
    this.tasks = tasks;
    this.output = output;
  }

  /** What is done to a picture. */
  @FunctionalInterface
  interface Work {
    PictureDone apply(PictureTask task) throws IOException;
  }

  /** Returns the exit code. */
  static int run(PictureTasks tasks, PictureOutput output, Work work) {
    PictureRun run = new PictureRun(tasks, output);
    return UnfinishedFiles.deletedOnExit(() -> run.run(work));
  }

  private int run(Work work) {
    tasks.unmatched().forEach(output::unmatched);
    for (PictureTask task : tasks.tasks()) {
      work(task, work);
    }
    if (failures == 0 && tasks.unmatched().isEmpty()) {
      return ExitCode.DONE;
    }
    return tasks.inputs() == 1 ? ExitCode.BAD_USAGE : ExitCode.SOME_FAILED;
  }

  private void work(PictureTask task, Work work) {
    try {
      output.done(task, work.apply(task));
    } catch (PredictionInterruptedException e) {
      throw e;
    } catch (MattingException | IOException | UncheckedIOException | OutOfMemoryError e) {
      failures++;
      output.failed(task, message(task, e));
    }
  }

  private String message(PictureTask task, Throwable error) {
    String message = ErrorReport.message(error);
    boolean named = tasks.files().map(Path::toString).anyMatch(message::contains);
    return named
        ? message.replace(task.image().toString(), task.source())
        : task.source() + ": " + message;
  }
}
