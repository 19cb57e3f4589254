package dev.deepmatting.internal.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that work for a caller and end with {@link #close()}; each starts when there is
 * work for it. An exception in one reaches the caller unchanged; where an interrupt of the caller
 * cannot take effect, its flag stays set. Safe to share between threads.
 */
public final class WorkerThreads implements Executor, AutoCloseable {
  private final String name;
  private final int count;
  private final @Nullable ExecutorService pool;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Prepares threads.
   *
   * @param name the prefix of their names, followed by a number: {@code name-1}
   * @param count the most threads; none if the caller does all of {@link #run}
   */
  public WorkerThreads(String name, int count) {
    this.name = name;
    this.count = count;
    pool = count == 0 ? null : Executors.newFixedThreadPool(count, this::thread);
  }

  private synchronized Thread thread(Runnable work) {
    Thread thread = new Thread(work, name + "-" + (threads.size() + 1));
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** Waits that an interrupt does not end. */
  @FunctionalInterface
  private interface Waiting {
    void await() throws InterruptedException;
  }

  /**
   * Queues work that reports its own errors.
   *
   * @param work what a thread does once one is free
   */
  @Override
  public void execute(Runnable work) {
    Objects.requireNonNull(pool, "no threads").execute(work);
  }

  /**
   * Queues work.
   *
   * @param <T> type of its result
   * @param work what a thread does once one is free
   * @return for {@link #result}
   */
  public <T> Future<T> begin(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    execute(task);
    return task;
  }

  /**
   * Waits for the result of work.
   *
   * @param <T> type of its result
   * @param work the queued work
   * @return its result
   * @throws InterruptedException if the caller is interrupted; the work continues
   * @throws IllegalStateException if it threw a checked exception, which is the cause; anything
   *     else that it threw is rethrown
   */
  public static <T> T result(Future<T> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
  }

  /**
   * Runs chunks 0 to count - 1, in any order, on the calling thread and on the idle threads of
   * this. Returns when all are done; an exception in one ends the rest, and is thrown.
   *
   * @param chunks number of chunks
   * @param chunk processes one chunk
   */
  public void run(int chunks, IntConsumer chunk) {
    Turns turns = new Turns(chunks, chunk, Math.max(0, Math.min(count, chunks - 1)));
    for (int i = 0; i < turns.helpers; i++) {
      execute(turns::help);
    }
    turns.take();
    keepingInterrupts(turns.helping::await);
    Throwable thrown = turns.failure.get();
    if (thrown != null) {
      throw unchecked(thrown);
    }
  }

  /** Accepts no more work, so that the threads end after the work already begun. */
  public void finish() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /** Finishes and waits for the threads; later calls do nothing. */
  @Override
  public void close() {
    finish();
    if (pool != null) {
      for (Thread thread : started()) {
        // A worker that closes cannot wait for itself.
        if (thread != Thread.currentThread()) {
          keepingInterrupts(thread::join);
        }
      }
    }
  }

  /** Interrupts running work, drops work that has not begun, and closes. */
  public void stop() {
    if (pool != null) {
      pool.shutdownNow();
    }
    close();
  }

  private synchronized List<Thread> started() {
    return List.copyOf(threads);
  }

  private static void keepingInterrupts(Waiting waiting) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        waiting.await();
        ended = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The chunks of one call. */
  private static final class Turns {
    private final int chunks;
    private final IntConsumer chunk;
    private final int helpers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch helping;

    Turns(int chunks, IntConsumer chunk, int helpers) {
      this.chunks = chunks;
      this.chunk = chunk;
      this.helpers = helpers;
      helping = new CountDownLatch(helpers);
    }

    void help() {
      try {
        take();
      } finally {
        helping.countDown();
      }
    }

    void take() {
      try {
        for (int i = next.getAndIncrement(); i < chunks; i = next.getAndIncrement()) {
          chunk.accept(i);
        }
      } catch (RuntimeException | Error e) {
        next.set(chunks);
        failure.compareAndSet(null, e);
      }
    }
  }
}
