package dev.deepmatting.examples.cli;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Works on pictures, a few at once, and tells what became of them in their order; one that is bad
 * does not stop the rest.
 */
final class PictureRun {
  private final PictureTasks tasks;
  private final PictureOutput output;
  private final Work work;
  private int failures;

  private PictureRun(PictureTasks tasks, PictureOutput output, Work work) {
    this.tasks = tasks;
    this.output = output;
    this.work = work;
  }

  /** What is done to a picture; called by several threads at once. */
  @FunctionalInterface
  interface Work {
    PictureDone apply(PictureTask task) throws IOException;
  }

  /**
   * Works on all of them.
   *
   * @param atOnce so many pictures are in memory
   * @return the exit code
   */
  static int run(PictureTasks tasks, int atOnce, PictureOutput output, Work work) {
    PictureRun run = new PictureRun(tasks, output, work);
    return UnfinishedFiles.deletedOnExit(() -> run.run(atOnce));
  }

  private int run(int atOnce) {
    tasks.unmatched().forEach(output::unmatched);
    ExecutorService pool = Executors.newFixedThreadPool(atOnce, PictureRun::thread);
    try {
      Queue<Future<PictureDone>> begun = new ArrayDeque<>();
      for (PictureTask task : tasks.tasks()) {
        begun.add(pool.submit(() -> work.apply(task)));
      }
      for (PictureTask task : tasks.tasks()) {
        tell(task, begun.remove());
      }
    } finally {
      pool.shutdownNow();
    }
    if (failures == 0 && tasks.unmatched().isEmpty()) {
      return ExitCode.DONE;
    }
    return tasks.inputs() == 1 ? ExitCode.BAD_USAGE : ExitCode.SOME_FAILED;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "matting-picture");
    thread.setDaemon(true);
    return thread;
  }

  private void tell(PictureTask task, Future<PictureDone> result) {
    try {
      output.done(task, result.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("the run was interrupted at " + task.source(), e);
    } catch (ExecutionException e) {
      failures++;
      output.failed(task, message(task, expected(e.getCause())));
    }
  }

  /** Throws what is no picture's fault. */
  private static Throwable expected(Throwable error) {
    if (error instanceof MattingInterruptedException interrupted) {
      throw interrupted;
    }
    if (error instanceof MattingException
        || error instanceof IOException
        || error instanceof UncheckedIOException
        || error instanceof OutOfMemoryError) {
      return error;
    }
    if (error instanceof Error serious) {
      throw serious;
    }
    throw error instanceof RuntimeException bug ? bug : new IllegalStateException(error);
  }

  private String message(PictureTask task, Throwable error) {
    String message = ErrorReport.message(error);
    boolean named = tasks.files().map(Path::toString).anyMatch(message::contains);
    return named
        ? message.replace(task.image().toString(), task.source())
        : task.source() + ": " + message;
  }
}
