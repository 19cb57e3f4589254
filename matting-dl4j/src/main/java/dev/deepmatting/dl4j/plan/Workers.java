package dev.deepmatting.dl4j.plan;

import dev.deepmatting.dl4j.onednn.ThreadCount;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that each compute their own pieces, with oneDNN's operations on one thread. Pieces of
 * some hundred microseconds would otherwise wait longer for OpenMP's threads and Java's to make
 * room for each other than they take.
 */
final class Workers implements AutoCloseable {
  private static final String NAME = "matting-worker";
  private static final int IDLE_SECONDS = 30;
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final int count;
  private final ThreadPoolExecutor executor;

  /** Computes a piece. */
  interface Task {
    /**
     * Computes.
     *
     * @param worker from 0; no two run at once with the same
     * @param piece from 0
     */
    void run(int worker, int piece);
  }

  /**
   * As many as oneDNN would take for itself; they start when they are needed, and end when idle.
   */
  Workers() {
    count = ThreadCount.get();
    executor =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Workers::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable tasks) {
    Runnable alone =
        () -> {
          ThreadCount.set(1);
          tasks.run();
        };
    Thread thread = new Thread(alone, NAME + "-" + STARTED.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  int count() {
    return count;
  }

  /**
   * Computes all pieces and waits for them, also through an interrupt: their memory must not be
   * given back before. A failure is thrown after all workers have ended.
   */
  void run(int pieces, Task task) {
    AtomicInteger next = new AtomicInteger();
    CompletableFuture<?>[] ends = new CompletableFuture<?>[Math.min(count, pieces)];
    for (int i = 0; i < ends.length; i++) {
      int worker = i;
      ends[i] = CompletableFuture.runAsync(() -> work(worker, next, pieces, task), executor);
    }
    try {
      CompletableFuture.allOf(ends).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  private static void work(int worker, AtomicInteger next, int pieces, Task task) {
    for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
      task.run(worker, piece);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
