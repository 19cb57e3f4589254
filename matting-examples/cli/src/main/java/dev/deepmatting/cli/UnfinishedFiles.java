package dev.deepmatting.cli;

import dev.deepmatting.OutputFiles;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends commands when the JVM is asked to end, for example by Ctrl-C: interrupts the working thread,
 * which reports its progress, deletes half-written files, and keeps the command's own exit code.
 */
final class UnfinishedFiles {
  private static final int SECONDS_TO_END = 10;
  private static final CompletableFuture<Integer> END = new CompletableFuture<>();

  private UnfinishedFiles() {}

  /**
   * Work that writes files.
   *
   * @param <T> its result
   * @param <E> the error that it throws
   */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Sets the command's exit code, before the JVM is asked to end. */
  static void end(int exitCode) {
    END.complete(exitCode);
  }

  static <T, E extends Exception> T deletedOnExit(Work<T, E> work) throws E {
    Thread working = Thread.currentThread();
    Thread hook = new Thread(() -> stop(working), "matting-unfinished");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run();
    } finally {
      remove(hook);
    }
  }

  private static void stop(Thread working) {
    working.interrupt();
    int exitCode = exitCode();
    OutputFiles.deleteUnfinished();
    // Otherwise the exit code would report the signal instead of how the run ended.
    Runtime.getRuntime().halt(exitCode);
  }

  private static int exitCode() {
    try {
      return END.get(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return ExitCode.SOME_FAILED;
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook is running.
      return;
    }
  }
}
