package dev.deepmatting.internal.thread;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Threads whose stack has a known size. Native libraries take more stack to load and to compute
 * than a caller's thread may have, and the process dies where it ends. All but what is used of it
 * is address space alone. Safe to share between threads.
 */
public final class DeepStack {
  /** What Linux gives a program's first thread, for which libraries are written. */
  public static final long BYTES = 8L << 20;

  private DeepStack() {}

  /**
   * Makes a thread.
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
   * Has work done on a thread of its own and waits for it, also through an interrupt, which is
   * kept. Work of a class's initialiser must not need this class.
   *
   * @param <T> what it gives
   * @param name names the thread
   * @param work what to do
   * @return what it gives; what it throws is thrown
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
   * Has work done on a thread of its own and waits for it, unless the caller is interrupted: then
   * the work goes on alone, and what it gives is lost.
   *
   * @param <T> what it gives
   * @param name names the thread
   * @param work what to do
   * @return what it gives; what it throws is thrown
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
