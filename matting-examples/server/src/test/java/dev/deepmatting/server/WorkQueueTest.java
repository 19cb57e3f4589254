package dev.deepmatting.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkQueueTest {
  private static final long NEVER = System.nanoTime() + TimeUnit.HOURS.toNanos(9);
  private static final WorkQueue.Client NOBODY = new Watched();

  private final WorkQueue queue = new WorkQueue(1, 2);

  @AfterEach
  void close() {
    queue.close();
  }

  /** A client that leaves when the test says so. */
  private static final class Watched implements WorkQueue.Client {
    private final CountDownLatch watched = new CountDownLatch(1);
    private final AtomicReference<Runnable> gone = new AtomicReference<>();

    @Override
    public void watch(Runnable callback) {
      gone.set(callback);
      watched.countDown();
    }

    @Override
    public void done() {
      gone.set(null);
    }
  }

  @Test
  void givesResultsAndErrors() throws Exception {
    try (WorkQueue.Place place = queue.enter()) {
      assertThat(place.run(() -> 7, NEVER, NOBODY)).isEqualTo(7);
      assertThatThrownBy(
              () ->
                  place.run(
                      () -> {
                        throw new IllegalStateException("no");
                      },
                      NEVER,
                      NOBODY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no");
    }
  }

  @Test
  void hasSoManyPlaces() {
    List<WorkQueue.Place> places = List.of(queue.enter(), queue.enter(), queue.enter());

    assertThatThrownBy(queue::enter)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(429));
    places.get(1).close();
    queue.enter().close();
  }

  @Test
  void interruptsWorkWhoseTimeIsUp() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (WorkQueue.Place place = queue.enter()) {
      assertThatThrownBy(
              () ->
                  place.run(
                      () -> waitForInterrupt(interrupted),
                      System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300),
                      NOBODY))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("timeout"));
    }
    interrupted.await();
  }

  @Test
  void interruptsWorkWhoseClientLeaves() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Watched client = new Watched();
    try (var threads = new Threads();
        WorkQueue.Place place = queue.enter()) {
      Future<?> waiting =
          threads.submit(() -> place.run(() -> waitForInterrupt(interrupted), NEVER, client));
      client.watched.await();
      client.gone.get().run();

      assertThatThrownBy(waiting::get).hasMessageContaining("the client has closed");
      interrupted.await();
    }
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (var threads = new Threads()) {
      Future<?> waiting =
          threads.submit(
              () ->
                  queue
                      .enter()
                      .run(
                          () -> {
                            begun.countDown();
                            return waitForInterrupt(interrupted);
                          },
                          NEVER,
                          NOBODY));
      begun.await();
      queue.close();

      interrupted.await();
      assertThat(waiting.get()).isEqualTo("interrupted");
    }
  }

  private static String waitForInterrupt(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      interrupted.countDown();
      return "interrupted";
    }
  }

  /** Threads that end with the test. */
  private static final class Threads implements AutoCloseable {
    private final java.util.concurrent.ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> all = new ArrayList<>();

    Future<?> submit(java.util.concurrent.Callable<?> work) {
      Future<?> future = threads.submit(work);
      all.add(future);
      return future;
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
