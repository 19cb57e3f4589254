package dev.deepmatting.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerThreadsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void runEveryChunkOnce(int helpers) {
    try (WorkerThreads threads = new WorkerThreads("test", helpers)) {
      for (int count : new int[] {0, 1, 2, 1000}) {
        AtomicIntegerArray times = new AtomicIntegerArray(count);
        threads.run(count, times::incrementAndGet);
        for (int i = 0; i < count; i++) {
          assertThat(times.get(i)).isEqualTo(1);
        }
      }
    }
  }

  /** Rows of a picture are finished whatever the caller is told meanwhile. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void anInterruptOfTheCallerIsKeptAndEndsNoChunk(int helpers) {
    AtomicIntegerArray times = new AtomicIntegerArray(50);
    try (WorkerThreads threads = new WorkerThreads("test", helpers)) {
      Thread.currentThread().interrupt();
      threads.run(50, times::incrementAndGet);
    }
    assertThat(Thread.interrupted()).isTrue();
    for (int i = 0; i < 50; i++) {
      assertThat(times.get(i)).isEqualTo(1);
    }
  }

  @Test
  void whatAChunkThrowsEndsTheRest() {
    AtomicIntegerArray times = new AtomicIntegerArray(1000);
    IllegalStateException bad = new IllegalStateException("bad");
    try (WorkerThreads threads = new WorkerThreads("test", 2)) {
      assertThatThrownBy(
              () ->
                  threads.run(
                      1000,
                      i -> {
                        times.incrementAndGet(i);
                        throw bad;
                      }))
          .isSameAs(bad);
    }
    assertThat(times.get(999)).isZero();
  }

  @Test
  void resultsComeAndErrorsAsTheyWereThrown() throws InterruptedException {
    try (WorkerThreads threads = new WorkerThreads("test", 1)) {
      assertThat(WorkerThreads.result(threads.begin(() -> 7))).isEqualTo(7);
      Throwable[] all = {
        new IllegalStateException("bad"), new OutOfMemoryError("full"), new IOException("disk")
      };
      for (Throwable each : all) {
        Future<Integer> work =
            threads.begin(
                () -> {
                  if (each instanceof Error error) {
                    throw error;
                  }
                  throw (Exception) each;
                });
        assertThatThrownBy(() -> WorkerThreads.result(work))
            .satisfies(
                thrown ->
                    assertThat(each instanceof IOException ? thrown.getCause() : thrown)
                        .isSameAs(each));
      }
    }
  }

  @Test
  void closingWaitsForWhatWasBegunThoughInterrupted() {
    CountDownLatch closing = new CountDownLatch(1);
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    WorkerThreads threads = new WorkerThreads("test", 1);
    for (int i = 0; i < 2; i++) {
      threads.execute(
          () -> {
            workers.add(Thread.currentThread());
            await(closing);
          });
    }
    Thread.currentThread().interrupt();
    new Thread(closing::countDown).start();
    threads.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(workers)
        .hasSize(1)
        .allMatch(Thread::isDaemon)
        .noneMatch(Thread::isAlive)
        .extracting(Thread::getName)
        .containsExactly("test-1");
    threads.close();
  }

  @Test
  void stoppingInterruptsWhatRunsAndDropsTheRest() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean dropped = new AtomicBoolean(true);
    WorkerThreads threads = new WorkerThreads("test", 1);
    threads.execute(
        () -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });
    threads.execute(() -> dropped.set(false));
    running.await();
    threads.stop();

    assertThat(interrupted).isTrue();
    assertThat(dropped).isTrue();
  }

  @Test
  void aWorkerMayClose() throws InterruptedException {
    WorkerThreads threads = new WorkerThreads("test", 1);
    Future<Boolean> closed =
        threads.begin(
            () -> {
              threads.close();
              return true;
            });
    assertThat(WorkerThreads.result(closed)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
