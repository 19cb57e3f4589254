package dev.deepmatting.server;

import dev.deepmatting.error.MattingInterruptedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does a few pictures at once and lets a few wait. A request takes a place before its body is read,
 * so that the memory for bodies is bounded too. Safe to share between threads.
 */
final class WorkQueue implements AutoCloseable {
  private static final Duration LOOK_AT_CLIENT_AFTER = Duration.ofMillis(100);

  private final int workers;
  private final Semaphore places;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * Creates a queue.
   *
   * @param workers pictures at once, at least 1
   * @param waiting further pictures, at least 0
   */
  WorkQueue(int workers, int waiting) {
    this.workers = workers;
    places = new Semaphore(workers + waiting);
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            workers,
            workers,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(work, "matting-worker-" + number.incrementAndGet()));
  }

  /** A request's place, until it is closed. */
  final class Place implements AutoCloseable {
    private Place() {}

    /**
     * Does the work when its turn comes.
     *
     * @param work is interrupted if the client leaves or the time is up
     * @param deadline when the time is up, in the sense of {@link System#nanoTime()}
     * @param client is watched if the work takes longer
     * @return the result
     * @throws Refusal if the time is up or the client has gone
     */
    <T> T run(Callable<T> work, long deadline, Client client) throws Exception {
      Future<T> future = threads.submit(() -> counted(work));
      try {
        return get(future, Math.min(LOOK_AT_CLIENT_AFTER.toNanos(), left(deadline)));
      } catch (TimeoutException e) {
        client.watch(() -> future.cancel(true));
        return last(future, deadline, client);
      }
    }

    private <T> T last(Future<T> future, long deadline, Client client) throws Exception {
      try {
        return get(future, left(deadline));
      } catch (TimeoutException e) {
        future.cancel(true);
        throw new Refusal(
            Refusal.UNAVAILABLE, "timeout", "the picture was not done in the time for a request");
      } catch (java.util.concurrent.CancellationException e) {
        throw new Refusal(
            Refusal.UNAVAILABLE, "client_gone", "the client has closed the connection");
      } finally {
        client.done();
      }
    }

    @Override
    public void close() {
      places.release();
    }
  }

  /** The other end of a request. */
  interface Client {
    /** Calls back at most once, if the client closes the connection before {@link #done()}. */
    void watch(Runnable gone);

    /** Ends watching. */
    void done();
  }

  /**
   * Takes a place.
   *
   * @return the place, which the caller closes
   * @throws Refusal if there is none
   */
  Place enter() {
    if (!places.tryAcquire()) {
      throw new Refusal(
          Refusal.TOO_MANY, "busy", "the server is busy, wanted a request after a few seconds");
    }
    return new Place();
  }

  int workers() {
    return workers;
  }

  int running() {
    return running.get();
  }

  int waiting() {
    return threads.getQueue().size();
  }

  private <T> T counted(Callable<T> work) throws Exception {
    running.incrementAndGet();
    try {
      return work.call();
    } finally {
      running.decrementAndGet();
    }
  }

  private static long left(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }

  private static <T> T get(Future<T> future, long nanos) throws Exception {
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("waiting for a picture was interrupted", e);
    }
  }

  /** Interrupts what runs and waits for it. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
