package dev.deepmatting.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @BeforeAll
  static void needsOpenMp() {
    assumeTrue(ThreadCount.isSettable());
  }

  @Test
  void eachPieceIsComputedOnceByAWorkerThatComputesNothingElseMeanwhile() {
    try (Workers workers = new Workers()) {
      AtomicIntegerArray done = new AtomicIntegerArray(1000);
      AtomicIntegerArray busy = new AtomicIntegerArray(workers.count());
      workers.run(
          1000,
          (worker, piece) -> {
            assertThat(busy.incrementAndGet(worker)).isEqualTo(1);
            done.incrementAndGet(piece);
            busy.decrementAndGet(worker);
          });
      for (int piece = 0; piece < 1000; piece++) {
        assertThat(done.get(piece)).isEqualTo(1);
      }
    }
  }

  @Test
  void operationsOfAWorkerTakeOneThreadAndThoseOfTheCallerAsManyAsBefore() {
    int before = ThreadCount.get();
    Set<Integer> counts = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers()) {
      workers.run(10, (worker, piece) -> counts.add(ThreadCount.get()));
    }
    assertThat(counts).containsExactly(1);
    assertThat(ThreadCount.<Integer>withOne(ThreadCount::get)).isEqualTo(1);
    assertThat(ThreadCount.get()).isEqualTo(before);
  }

  @Test
  void aFailureIsThrownAndLaterPiecesAreComputed() {
    try (Workers workers = new Workers()) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  workers.run(
                      5,
                      (worker, piece) -> {
                        if (piece == 3) {
                          throw new IllegalStateException("piece 3");
                        }
                      }))
          .withMessage("piece 3");
      Set<Integer> done = ConcurrentHashMap.newKeySet();
      workers.run(4, (worker, piece) -> done.add(piece));
      assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsKept() {
    try (Workers workers = new Workers()) {
      Set<Integer> done = ConcurrentHashMap.newKeySet();
      Thread.currentThread().interrupt();
      workers.run(50, (worker, piece) -> done.add(piece));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(done).hasSize(50);
    }
  }
}
