package dev.deepmatting.propagation;

import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.WorkerThreads;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * Distributes chunks of work among threads. Chunks do not depend on the number of threads, and sums
 * are taken in chunk order, so results are bitwise the same for any number of threads. Interrupting
 * the calling thread ends the work after the running chunks.
 */
final class Workers implements AutoCloseable {
  private final WorkerThreads helpers;

  Workers(int threads) {
    helpers = new WorkerThreads("matting-propagation", threads - 1);
  }

  /** Runs chunks 0 to count - 1, in any order, and returns when all are done. */
  void run(int count, IntConsumer chunk) {
    requireNotInterrupted();
    helpers.run(
        count,
        i -> {
          requireNotInterrupted();
          chunk.accept(i);
        });
    requireNotInterrupted();
  }

  /** Sums the results of the chunks, in their order. */
  double sum(int count, IntToDoubleFunction chunk) {
    double[] parts = new double[count];
    run(count, i -> parts[i] = chunk.applyAsDouble(i));
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  /** Returns the first item of chunk number {@code chunk} of {@code count}. */
  static int border(int items, int count, int chunk) {
    return (int) ((long) items * chunk / count);
  }

  static void requireNotInterrupted() {
    Calls.requireNotInterrupted("the estimate of a matte");
  }

  /** Ends the helping threads. */
  @Override
  public void close() {
    helpers.close();
  }
}
