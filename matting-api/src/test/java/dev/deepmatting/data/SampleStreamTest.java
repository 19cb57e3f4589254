package dev.deepmatting.data;

import static dev.deepmatting.data.StreamSources.range;
import static dev.deepmatting.data.StreamSources.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deepmatting.error.InvalidInputException;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampleStreamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void givesTheSameSamplesWithAnyNumberOfWorkers(int workers) {
    SampleStream stream =
        SampleStream.builder(StreamSources.uneven()).workers(workers).limit(200).open();
    assertThat(rest(stream)).isEqualTo(range(0, 200));
  }

  @Test
  void keepsTheOrderThoughLaterPlacesAreFinishedFirst() {
    int ahead = 4;
    CountDownLatch[] done = new CountDownLatch[12];
    for (int i = 0; i < done.length; i++) {
      done[i] = new CountDownLatch(1);
    }
    SampleSource backwards =
        StreamSources.of(
            place -> {
              // Each group of four finishes from its last place to its first.
              if (place % ahead != ahead - 1) {
                StreamSources.await(done[(int) place + 1]);
              }
              done[(int) place].countDown();
              return StreamSources.sample(place);
            });
    SampleStream stream = SampleStream.builder(backwards).workers(4).ahead(ahead).limit(12).open();
    assertThat(stream.hasNext()).isTrue();
    assertThat(done[3].getCount()).isZero();
    assertThat(rest(stream)).isEqualTo(range(0, 12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 30})
  void goesOnWhereAnotherStreamStopped(int read) {
    try (SampleStream first =
        SampleStream.builder(StreamSources.uneven()).workers(3).startAt(5).limit(30).open()) {
      for (int i = 0; i < read; i++) {
        assertThat(first.next().name()).isEqualTo(Integer.toString(5 + i));
      }
      assertThat(first.nextIndex()).isEqualTo(5 + read);
      SampleStream second =
          SampleStream.builder(StreamSources.uneven())
              .workers(2)
              .startAt(first.nextIndex())
              .limit(30 - read)
              .open();
      assertThat(rest(second)).isEqualTo(rest(first)).isEqualTo(range(5 + read, 35));
    }
  }

  @Test
  void askingForMoreDoesNotMoveOn() {
    try (SampleStream stream = SampleStream.builder(StreamSources.plain()).open()) {
      assertThat(stream.hasNext()).isTrue();
      assertThat(stream.hasNext()).isTrue();
      assertThat(stream.nextIndex()).isZero();
      assertThat(stream.next().name()).isEqualTo("0");
    }
  }

  @Test
  void endsAtItsLimitAndHasNoEndWithoutOne() {
    try (SampleStream stream = SampleStream.builder(StreamSources.plain()).limit(1).open();
        SampleStream none = SampleStream.builder(StreamSources.plain()).limit(0).open();
        SampleStream endless =
            SampleStream.builder(StreamSources.plain()).startAt(1_000_000_000_000L).open()) {
      stream.next();
      assertThat(stream.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class)
          .isThrownBy(stream::next)
          .withMessage("no sample after index 0");
      assertThat(none.hasNext()).isFalse();
      assertThat(endless.next().name()).isEqualTo("1000000000000");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  void beginsAsManyPlacesAheadAsAllowedAndNoMore(int ahead) {
    AtomicInteger begun = new AtomicInteger();
    AtomicLong asked = new AtomicLong();
    AtomicLong farthest = new AtomicLong();
    SampleSource source =
        StreamSources.of(
            place -> {
              farthest.accumulateAndGet(place - asked.get(), Math::max);
              begun.incrementAndGet();
              return StreamSources.sample(place);
            });
    try (SampleStream stream = SampleStream.builder(source).workers(4).ahead(ahead).open()) {
      for (int given = 0; given < 100; given++) {
        while (begun.get() < given + ahead) {
          Thread.onSpinWait();
        }
        asked.incrementAndGet();
        stream.next();
      }
    }
    // While the n-th sample is asked for, it may just have been taken: its room is free then.
    assertThat(farthest.get()).isLessThan(ahead);
    assertThat(begun.get()).isBetween(100, 100 + ahead);
  }

  @Test
  void looksTwoPlacesAheadForEachWorkerUnlessTold() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch sixth = new CountDownLatch(6);
    SampleSource source =
        StreamSources.of(
            place -> {
              begun.incrementAndGet();
              sixth.countDown();
              return StreamSources.sample(place);
            });
    try (SampleStream stream = SampleStream.builder(source).workers(3).open()) {
      StreamSources.await(sixth);
      assertThat(stream.hasNext()).isTrue();
    }
    assertThat(begun).hasValue(6);
  }

  @Test
  void refusesWhatItCannotDo() {
    refused(b -> b.workers(0), "workers is 0, wanted 1 to 1024");
    refused(b -> b.ahead(70000), "ahead is 70000, wanted 1 to 65536");
    refused(b -> b.startAt(-1), "startAt is -1, wanted at least 0");
    refused(b -> b.limit(-2), "limit is -2, wanted at least 0");
    SampleSource empty =
        new SampleSource() {
          @Override
          public int samplesPerEpoch() {
            return 0;
          }

          @Override
          public MattingSample sample(long place) {
            return StreamSources.sample(place);
          }
        };
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> SampleStream.builder(empty).open())
        .withMessage("samplesPerEpoch is 0, wanted at least 1");
  }

  private static void refused(Consumer<SampleStream.Builder> setting, String message) {
    SampleStream.Builder builder = SampleStream.builder(StreamSources.plain());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> setting.accept(builder))
        .withMessage(message);
  }
}
