package dev.deepmatting.data;

import dev.deepmatting.internal.thread.WorkerThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Creates the values of consecutive indices on several threads and returns them in the order of
 * their indices. A worker begins an index only if fewer than {@code ahead} indices after the last
 * one taken have begun, so that memory is bounded. Objects for reporting a value are allocated in
 * advance, so that a worker's {@link OutOfMemoryError} is reported like any other error.
 *
 * @param <T> the type of the values
 */
final class OrderedPrefetch<T> implements AutoCloseable {
  private static final long NONE = -1;

  private final LongFunction<T> maker;
  private final long end;
  private final List<T> values;
  private final Throwable[] problems;
  private final boolean[] finished;
  private final WorkerThreads workers;
  private long head;
  private long begun;
  private boolean closed;

  /**
   * Starts the workers.
   *
   * @param maker creates the value of an index; called by several threads at once
   * @param start the first index
   * @param end the index after the last one
   * @param threads number of workers
   * @param ahead how many values can be begun or finished, but not taken
   */
  OrderedPrefetch(LongFunction<T> maker, long start, long end, int threads, int ahead) {
    this.maker = maker;
    this.end = end;
    head = start;
    begun = start;
    values = new ArrayList<>(Collections.nCopies(ahead, null));
    problems = new Throwable[ahead];
    finished = new boolean[ahead];
    workers = new WorkerThreads("matting-sample", threads);
    try {
      for (int i = 0; i < threads; i++) {
        workers.execute(this::work);
      }
      workers.finish();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private void work() {
    for (long index = begin(); index != NONE; index = begin()) {
      make(index);
    }
  }

  /** Returns the next index, once there is room for it; negative if there are no more. */
  private synchronized long begin() {
    while (!closed && begun < end && begun - head >= values.size()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Only the maker can have set this interrupt flag, since the thread is private.
      }
    }
    return closed || begun >= end ? NONE : begun++;
  }

  private void make(long index) {
    @Nullable T value = null;
    @Nullable Throwable problem = null;
    try {
      value = maker.apply(index);
      if (value == null) {
        problem = new NullPointerException("the source returned no sample");
      }
    } catch (Throwable e) {
      problem = e;
    }
    finish(index, value, problem);
  }

  private synchronized void finish(long index, @Nullable T value, @Nullable Throwable problem) {
    if (!closed) {
      values.set(slot(index), value);
      problems[slot(index)] = problem;
      finished[slot(index)] = true;
      notifyAll();
    }
  }

  private int slot(long index) {
    return (int) (index % values.size());
  }

  /**
   * Waits until the next value is finished, without taking it.
   *
   * @return the outcome; empty after the last index
   * @throws IllegalStateException if this is closed, or gets closed meanwhile
   */
  synchronized Optional<Outcome<T>> peek() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (!closed && head < end && !finished[slot(head)]) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("this SampleStream is closed; open another one");
    }
    int slot = slot(head);
    return head == end
        ? Optional.empty()
        : Optional.of(new Outcome<>(head, values.get(slot), problems[slot]));
  }

  /** Takes the value that {@link #peek} returned, and makes room for another one. */
  synchronized void take() {
    if (!closed) {
      clear(slot(head));
      head++;
      notifyAll();
    }
  }

  private void clear(int slot) {
    values.set(slot, null);
    problems[slot] = null;
    finished[slot] = false;
  }

  /** Stops beginning values; the workers end by themselves. */
  synchronized void stop() {
    closed = true;
    for (int slot = 0; slot < values.size(); slot++) {
      clear(slot);
    }
    notifyAll();
  }

  /** Lets each worker finish its value and waits for it, even if interrupted. */
  @Override
  public void close() {
    stop();
    workers.close();
  }

  /**
   * A finished value.
   *
   * @param index the sample index
   * @param value the value; null after a failure
   * @param problem the failure; null after success
   */
  record Outcome<T>(long index, @Nullable T value, @Nullable Throwable problem) {}
}
