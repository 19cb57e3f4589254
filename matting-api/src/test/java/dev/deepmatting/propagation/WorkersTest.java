package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.MattingInterruptedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void runEveryChunkOnce(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int count : new int[] {0, 1, 2, 7, 1000}) {
        AtomicIntegerArray times = new AtomicIntegerArray(count);
        workers.run(count, times::incrementAndGet);
        for (int i = 0; i < count; i++) {
          assertThat(times.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void shareTheWork() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    try (Workers workers = new Workers(2)) {
      workers.run(
          2,
          chunk -> {
            threads.add(Thread.currentThread());
            both.countDown();
            awaitQuietly(both);
          });
    }
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
  }

  /** Fractions whose sum depends on the order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void sumsHaveTheSameBitsOnAnyNumberOfThreads(int threads) {
    double wanted = 0;
    for (int i = 0; i < 999; i++) {
      wanted += Math.pow(-1.1, i % 300) / (i + 1);
    }
    try (Workers workers = new Workers(threads)) {
      for (int i = 0; i < 20; i++) {
        assertThat(workers.sum(999, chunk -> Math.pow(-1.1, chunk % 300) / (chunk + 1)))
            .isEqualTo(wanted);
      }
    }
  }

  @Test
  void whatAHelperThrowsReachesTheCaller() {
    Thread caller = Thread.currentThread();
    for (Throwable thrown :
        new Throwable[] {new IllegalStateException("bad"), new OutOfMemoryError("full")}) {
      CountDownLatch helping = new CountDownLatch(1);
      IntConsumer chunk =
          i -> {
            if (Thread.currentThread() != caller) {
              helping.countDown();
              throwUnchecked(thrown);
            }
            awaitQuietly(helping);
          };
      try (Workers workers = new Workers(2)) {
        assertThatThrownBy(() -> workers.run(100, chunk)).isSameAs(thrown);
        assertThat(workers.sum(10, i -> i)).as("works on").isEqualTo(45);
      }
    }
  }

  @Test
  void whatTheCallerThrowsEndsTheHelpersToo() {
    Thread caller = Thread.currentThread();
    AtomicInteger runs = new AtomicInteger();
    IllegalStateException bad = new IllegalStateException("bad");
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      100_000_000,
                      i -> {
                        runs.incrementAndGet();
                        if (Thread.currentThread() == caller) {
                          throw bad;
                        }
                      }))
          .isSameAs(bad);
    }
    assertThat(runs.get()).isLessThan(100_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterruptEndsTheWorkAndStays(int threads) {
    AtomicInteger runs = new AtomicInteger();
    Thread caller = Thread.currentThread();
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      100_000_000,
                      i -> {
                        if (runs.incrementAndGet() == 5) {
                          caller.interrupt();
                        }
                      }))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("the estimate of a matte was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(runs.get()).isLessThan(100_000_000);
      assertThat(workers.sum(10, i -> i)).as("works on").isEqualTo(45);
    }
  }

  @Test
  void anInterruptedThreadDoesNotBegin() {
    AtomicInteger runs = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> workers.run(10, i -> runs.incrementAndGet()))
          .isInstanceOf(MattingInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(runs.get()).isZero();
  }

  @Test
  void bordersShareItemsOut() {
    assertThat(Workers.border(10, 3, 0)).isZero();
    assertThat(Workers.border(10, 3, 1)).isEqualTo(3);
    assertThat(Workers.border(10, 3, 3)).isEqualTo(10);
    assertThat(Workers.border(Integer.MAX_VALUE, 64, 64)).isEqualTo(Integer.MAX_VALUE);
  }

  private static void throwUnchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
