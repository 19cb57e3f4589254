package dev.deepmatting.internal.thread;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Threads whose stack has a known size. Native libraries can need more stack to load and to compute
 * than a caller's thread has, and overflowing it kills the process. Unused stack takes only address
 * space. Safe to share between threads.
 */
public final class DeepStack {
  /** The stack of a program's first thread on Linux, for which libraries are written. */
  public static final long BYTES = 8L << 20;

  private DeepStack() {}

  /**
   * Creates a thread.
   *
   * @param work what it does
   * @param name its name
   * @return a daemon that has not started
   */
  public static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs work on a new thread and waits for it, even if interrupted; the interrupt flag stays set.
   * Work for a class's initialiser must not need that class.
   *
   * @param <T> the result type
   * @param name the thread's name
   * @param work what to do
   * @return the result; exceptions are rethrown
   */
  public static <T> T call(String name, Supplier<T> work) {
    FutureTask<T> task = start(name, work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return WorkerThreads.result(task);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Runs work on a new thread and waits for it, unless the caller is interrupted: then the work
   * continues alone, and its result is lost.
   *
   * @param <T> the result type
   * @param name the thread's name
   * @param work what to do
   * @return the result; exceptions are rethrown
   * @throws InterruptedException if the caller is interrupted, whose flag is cleared
   */
  public static <T> T callInterruptibly(String name, Supplier<T> work) throws InterruptedException {
    return WorkerThreads.result(start(name, work));
  }

  private static <T> FutureTask<T> start(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    daemon(task, name).start();
    return task;
  }
}
