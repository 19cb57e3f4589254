package dev.deepmatting.dl4j.internal.onednn;

import dev.deepmatting.internal.thread.DeepStack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that each compute their own pieces, with oneDNN's operations single-threaded. Otherwise
 * pieces of some hundred microseconds would spend more time on switching between OpenMP's and
 * Java's threads than on computing.
 */
public final class Workers implements AutoCloseable {
  private static final String NAME = "matting-worker";
  private static final int IDLE_SECONDS = 30;
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final int count;
  private final ThreadPoolExecutor executor;

  /** Computes a piece. */
  public interface Task {
    /**
     * Computes a piece.
     *
     * @param worker from 0; no two threads use the same at once
     * @param piece from 0
     */
    void run(int worker, int piece);
  }

  /**
   * Creates as many workers as oneDNN would use; they start on demand, and end when idle. If the
   * number of oneDNN's threads cannot be set, the caller is the only worker, with multi-threaded
   * operations.
   */
  Workers() {
    count = ThreadCount.isSettable() ? ThreadCount.get() : 1;
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
    return DeepStack.daemon(tasks, NAME + "-" + STARTED.incrementAndGet());
  }

  /**
   * Returns the number of workers.
   *
   * @return at least 1
   */
  public int count() {
    return count;
  }

  /**
   * Computes all pieces and waits for them, even if interrupted, since their memory must not be
   * freed earlier. Throws a failure after all workers have ended.
   *
   * @param pieces the number of pieces
   * @param task computes each
   */
  public void run(int pieces, Task task) {
    AtomicInteger next = new AtomicInteger();
    if (!ThreadCount.isSettable()) {
      work(0, next, pieces, task);
      return;
    }
    try {
      CompletableFuture.allOf(start(next, pieces, task)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Starts workers; if some cannot start, the others take over their pieces. */
  private CompletableFuture<?>[] start(AtomicInteger next, int pieces, Task task) {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (int i = 0; i < Math.min(count, pieces); i++) {
      int worker = i;
      try {
        ends.add(CompletableFuture.runAsync(() -> alone(worker, next, pieces, task), executor));
      } catch (RuntimeException | Error e) {
        if (ends.isEmpty()) {
          throw e;
        }
        break;
      }
    }
    return ends.toArray(CompletableFuture<?>[]::new);
  }

  private static void alone(int worker, AtomicInteger next, int pieces, Task task) {
    ThreadCount.set(1);
    work(worker, next, pieces, task);
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
