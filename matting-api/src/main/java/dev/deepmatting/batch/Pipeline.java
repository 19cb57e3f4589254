package dev.deepmatting.batch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs pairs on some threads and tells their outcomes in order. Each thread takes a pair from its
 * files to its results, and only one at a time may predict: while it does, the others decode and
 * encode. So no more pictures are in memory than there are threads.
 */
final class Pipeline {
  private final Iterator<MattingPair> pairs;
  private final PairWork work;
  private final PredictionTurn turn;
  private final SerialListener listener;
  private final int ahead;
  private final ExecutorService pool;
  private final Queue<Future<PairOutcome>> begun = new ArrayDeque<>();
  private final Map<String, Path> names = new HashMap<>();
  private int count;

  Pipeline(
      Iterator<MattingPair> pairs,
      PairWork work,
      PredictionTurn turn,
      SerialListener listener,
      int workers) {
    this.pairs = pairs;
    this.work = work;
    this.turn = turn;
    this.listener = listener;
    int threads = workers + 1;
    // One more than the threads can take, so that none waits for the next to be fetched.
    ahead = threads + 1;
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "matting-batch-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs until nothing is left, or the thread is interrupted; its flag is set again then.
   *
   * @return how many pairs were begun
   */
  int run() {
    try {
      while (fetch()) {
        // Still there if waiting is interrupted.
        PairOutcome outcome = begun.element().get();
        begun.remove();
        listener.outcome(outcome);
      }
    } catch (InterruptedException e) {
      turn.stop();
      finishBegun();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw unexpected(e.getCause());
    } finally {
      turn.stop();
      close();
    }
    return count;
  }

  /** Begins as many as there may be, and says whether there is one to wait for. */
  private boolean fetch() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (begun.size() < ahead && pairs.hasNext()) {
      MattingPair pair = pairs.next();
      Path other = names.putIfAbsent(pair.name(), pair.image());
      begun.add(other == null ? pool.submit(() -> work.process(pair)) : refused(other, pair));
      count++;
    }
    return !begun.isEmpty();
  }

  private static Future<PairOutcome> refused(Path other, MattingPair pair) {
    RuntimeException problem = OutputFolder.sameName(other, pair);
    return CompletableFuture.completedFuture(
        new PairOutcome.Failed(FailedPair.of(pair, problem, problem.getMessage())));
  }

  /** Tells what was being written when the run was stopped; the rest ends at once. */
  private void finishBegun() {
    close();
    // FutureTask gives a finished outcome whatever the flag says.
    for (Future<PairOutcome> each : begun) {
      try {
        listener.outcome(each.get());
      } catch (ExecutionException e) {
        throw unexpected(e.getCause());
      } catch (InterruptedException e) {
        throw new IllegalStateException("a finished pair was waited for", e);
      }
    }
  }

  private static RuntimeException unexpected(Throwable cause) {
    if (cause instanceof SerialListener.ListenerException e) {
      return (RuntimeException) e.getCause();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  /** Waits, so that nothing is written or uses the model after the run. */
  private void close() {
    pool.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
