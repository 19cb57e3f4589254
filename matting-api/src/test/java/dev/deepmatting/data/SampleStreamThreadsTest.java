package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.MattingInterruptedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampleStreamThreadsTest {
  private final CountDownLatch latch = new CountDownLatch(1);
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private final SampleSource blocked = StreamSources.waitingFor(latch, workers);

  @Test
  void closingLeavesNoThreadBehind() {
    SampleStream stream = SampleStream.builder(blocked).workers(4).open();
    awaitWorkers(4);
    assertThat(workers)
        .allMatch(Thread::isDaemon)
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder(
            "matting-sample-1", "matting-sample-2", "matting-sample-3", "matting-sample-4");
    latch.countDown();
    stream.next();
    stream.close();
    assertThat(workers).hasSize(4).noneMatch(Thread::isAlive);
    stream.close();
    assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stream::hasNext).isInstanceOf(IllegalStateException.class);
    assertThat(stream.nextIndex()).isEqualTo(1);
  }

  @Test
  void closingWaitsForTheSampleInTheMaking() throws InterruptedException {
    SampleStream stream = SampleStream.builder(blocked).workers(1).open();
    awaitWorkers(1);
    Thread closer = new Thread(stream::close);
    closer.start();
    awaitWaiting(closer);
    assertThat(workers).allMatch(Thread::isAlive);
    latch.countDown();
    closer.join();
    assertThat(workers).noneMatch(Thread::isAlive);
  }

  @Test
  void closingGoesOnThoughInterrupted() {
    SampleStream stream = SampleStream.builder(blocked).workers(1).open();
    awaitWorkers(1);
    Thread.currentThread().interrupt();
    new Thread(latch::countDown).start();
    stream.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(workers).noneMatch(Thread::isAlive);
  }

  @Test
  void workersEndByThemselvesAfterTheLastPlace() throws InterruptedException {
    latch.countDown();
    SampleStream stream = SampleStream.builder(blocked).workers(2).limit(20).open();
    stream.forEachRemaining(sample -> assertThat(sample).isNotNull());
    for (Thread worker : workers) {
      worker.join();
    }
    stream.close();
  }

  @Test
  void whoWaitsIsToldWhenAnotherThreadCloses() throws InterruptedException {
    SampleStream stream = SampleStream.builder(blocked).workers(2).open();
    FutureTask<MattingSample> next = new FutureTask<>(stream::next);
    Thread reader = new Thread(next);
    reader.start();
    awaitWaiting(reader);
    Thread closer = new Thread(stream::close);
    closer.start();
    // Though the workers are still at it.
    assertThatThrownBy(next::get)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this SampleStream is closed");
    assertThat(closer.isAlive()).isTrue();
    latch.countDown();
    closer.join();
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNothing() {
    Thread reader = Thread.currentThread();
    try (SampleStream stream = SampleStream.builder(blocked).workers(2).open()) {
      new Thread(
              () -> {
                awaitWaiting(reader);
                reader.interrupt();
              })
          .start();
      interrupted(stream);
      latch.countDown();
      assertThat(stream.next().name()).isEqualTo("0");
      Thread.currentThread().interrupt();
      interrupted(stream);
      assertThat(stream.next().name()).isEqualTo("1");
    }
  }

  @Test
  void aSourceThatInterruptsItsWorkerStopsNobody() {
    SampleSource source =
        StreamSources.of(
            place -> {
              Thread.currentThread().interrupt();
              return StreamSources.sample(place);
            });
    SampleStream stream = SampleStream.builder(source).workers(2).ahead(2).limit(50).open();
    assertThat(StreamSources.rest(stream)).isEqualTo(StreamSources.range(0, 50));
  }

  private static void interrupted(SampleStream stream) {
    assertThatExceptionOfType(MattingInterruptedException.class)
        .isThrownBy(stream::next)
        .withMessage("waiting for a sample was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void awaitWorkers(int count) {
    while (workers.size() < count) {
      Thread.onSpinWait();
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
