package dev.deepmatting.cli;

import dev.deepmatting.OutputFiles;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends commands when the JVM is told to end, by Ctrl-C for example: the thread that works is
 * interrupted and says how far it came, half-written files are taken away, and the exit code is the
 * command's own.
 */
final class UnfinishedFiles {
  private static final int SECONDS_TO_END = 10;
  private static final CompletableFuture<Integer> END = new CompletableFuture<>();

  private UnfinishedFiles() {}

  /**
   * What writes files.
   *
   * @param <T> its result
   * @param <E> what it throws
   */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Says how the command ended, before the JVM is told to end. */
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
    // Else the exit code would tell of the signal, and not how the run ended.
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
      // The JVM is ending, and the hook runs.
      return;
    }
  }
}
