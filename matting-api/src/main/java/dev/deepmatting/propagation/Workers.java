package dev.deepmatting.propagation;

import dev.deepmatting.error.MattingInterruptedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * Shares chunks of work among threads. Chunks do not depend on the number of threads, and sums are
 * taken in the order of the chunks, so that results have the same bits for every number of threads.
 * An interrupt of the calling thread ends the work after the chunks that run.
 */
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService helpers;

  Workers(int threads) {
    this.threads = threads;
    helpers = threads > 1 ? Executors.newFixedThreadPool(threads - 1, Workers::daemon) : null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "matting-propagation");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs chunks 0 to count - 1, in any order, and returns when all are done. */
  void run(int count, IntConsumer chunk) {
    requireNotInterrupted();
    Turns turns = new Turns(count, chunk, Math.min(threads, count) - 1);
    for (int i = 0; i < turns.helpers; i++) {
      helpers.execute(turns::help);
    }
    turns.takeAll();
    turns.finish();
  }

  /** Adds up what the chunks give, in their order. */
  double sum(int count, IntToDoubleFunction chunk) {
    double[] parts = new double[count];
    run(count, i -> parts[i] = chunk.applyAsDouble(i));
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  /** Where chunk number {@code chunk} of {@code count} begins among so many items. */
  static int border(int items, int count, int chunk) {
    return (int) ((long) items * chunk / count);
  }

  static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new MattingInterruptedException("the thread was interrupted while a matte was made");
    }
  }

  /** Ends the helping threads. */
  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdown();
    }
  }

  /** The chunks of one piece of work. */
  private static final class Turns {
    private final int count;
    private final IntConsumer chunk;
    private final int helpers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch helping;

    Turns(int count, IntConsumer chunk, int helpers) {
      this.count = count;
      this.chunk = chunk;
      this.helpers = Math.max(0, helpers);
      helping = new CountDownLatch(this.helpers);
    }

    void help() {
      try {
        work(false);
      } finally {
        helping.countDown();
      }
    }

    void takeAll() {
      work(true);
    }

    private void work(boolean watchInterrupts) {
      try {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
          if (watchInterrupts) {
            requireNotInterrupted();
          }
          chunk.accept(i);
        }
      } catch (RuntimeException | Error e) {
        next.set(count);
        failure.compareAndSet(null, e);
      }
    }

    /** Waits for the helpers and throws what went wrong first. */
    void finish() {
      boolean interrupted = false;
      while (helping.getCount() > 0) {
        try {
          helping.await();
        } catch (InterruptedException e) {
          interrupted = true;
          next.set(count);
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
      if (interrupted) {
        requireNotInterrupted();
      }
    }
  }
}
