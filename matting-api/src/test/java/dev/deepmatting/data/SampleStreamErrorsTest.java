package dev.deepmatting.data;

import static dev.deepmatting.data.StreamSources.damagedAt;
import static dev.deepmatting.data.StreamSources.rest;
import static dev.deepmatting.data.StreamSources.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampleStreamErrorsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void failsAtTheDamagedPlaceAndGivesWhatIsBeforeIt(int workers) {
    try (SampleStream stream =
        SampleStream.builder(damagedAt(p -> p == 3)).workers(workers).open()) {
      for (int i = 0; i < 3; i++) {
        stream.next();
      }
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(stream::next)
          .withMessage("file-3.jpg is no image");
      assertThat(stream.nextIndex()).isEqualTo(3);
      assertThatThrownBy(stream::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this SampleStream is closed; open another one");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void leavesDamagedPlacesOutAndTellsOfEach(int workers) {
    List<String> heard = new ArrayList<>();
    SampleStream stream =
        SampleStream.builder(damagedAt(p -> p == 0 || p % 5 == 4))
            .workers(workers)
            .limit(10)
            .onUnusable(OnUnusable.SKIP)
            .unusableListener((place, problem) -> heard.add(place + ": " + problem.getMessage()))
            .open();
    assertThat(rest(stream)).isEqualTo(samples(1, 2, 3, 5, 6, 7, 8));
    assertThat(heard)
        .containsExactly(
            "0: file-0.jpg is no image", "4: file-4.jpg is no image", "9: file-9.jpg is no image");
    assertThat(stream.skipped()).isEqualTo(3);
    assertThat(stream.nextIndex()).isEqualTo(10);
  }

  @Test
  void goesOnInFrontOfTheDamagedPlacesThatFollowTheLastSample() {
    SampleStream.Builder builder =
        SampleStream.builder(damagedAt(p -> p == 2 || p == 3)).onUnusable(OnUnusable.SKIP);
    try (SampleStream stream = builder.open()) {
      stream.next();
      stream.next();
      assertThat(stream.hasNext()).isTrue();
      assertThat(stream.nextIndex()).isEqualTo(2);
      assertThat(stream.skipped()).isZero();
      assertThat(stream.next().name()).isEqualTo("4");
      assertThat(stream.nextIndex()).isEqualTo(5);
      assertThat(stream.skipped()).isEqualTo(2);
    }
    try (SampleStream stream = builder.startAt(2).open()) {
      assertThat(stream.next().name()).isEqualTo("4");
      assertThat(stream.skipped()).isEqualTo(2);
    }
  }

  @Test
  void endsWhereAWholeEpochIsUnusable() {
    List<Long> heard = new ArrayList<>();
    try (SampleStream stream =
        SampleStream.builder(damagedAt(p -> p > 0))
            .onUnusable(OnUnusable.SKIP)
            .unusableListener((place, problem) -> heard.add(place))
            .open()) {
      stream.next();
      assertThatExceptionOfType(MattingException.class)
          .isThrownBy(stream::next)
          .withMessage(
              "none of 19 samples in a row, more than an epoch, can be used; the last one:"
                  + " file-19.jpg is no image")
          .withCauseInstanceOf(InvalidInputException.class);
    }
    assertThat(heard).hasSize(19);
  }

  @Test
  void goesOnWhereNotQuiteAnEpochIsUnusable() {
    try (SampleStream stream =
        SampleStream.builder(damagedAt(p -> p % 10 != 0)).onUnusable(OnUnusable.SKIP).open()) {
      stream.next();
      stream.next();
      assertThat(stream.next().name()).isEqualTo("20");
      assertThat(stream.skipped()).isEqualTo(18);
    }
  }

  @Test
  void passesAnUnexpectedExceptionOnEvenWhereDamagedPlacesAreLeftOut() {
    IllegalArgumentException cause = new IllegalArgumentException("a bug");
    assertThat(failure(cause)).hasMessage("the sample of index 2 failed: " + cause);
  }

  @Test
  void passesAnErrorOn() {
    assertThat(failure(new OutOfMemoryError("Java heap space")))
        .hasMessage(
            "the sample of index 2 failed: java.lang.OutOfMemoryError: Java heap space; wanted"
                + " fewer workers, fewer samples ahead or a larger heap (-Xmx)");
    assertThat(failure(new StackOverflowError())).isNotNull();
    assertThat(failure(new ThreadDeathLike())).isNotNull();
  }

  @Test
  void takesAWorkersInterruptForNoDamage() {
    assertThat(failure(new MattingInterruptedException("stopped"))).isNotNull();
  }

  @Test
  void refusesASourceWithoutASample() {
    try (SampleStream stream = SampleStream.builder(StreamSources.of(place -> null)).open()) {
      assertThatExceptionOfType(MattingException.class)
          .isThrownBy(stream::next)
          .withMessageContaining("the sample of index 0 failed")
          .withMessageContaining("the source returned no sample");
    }
  }

  @Test
  void passesTheListenersExceptionOnAndCloses() {
    IllegalStateException thrown = new IllegalStateException("no more");
    try (SampleStream stream =
        SampleStream.builder(damagedAt(p -> p == 0))
            .onUnusable(OnUnusable.SKIP)
            .unusableListener(
                (place, problem) -> {
                  throw thrown;
                })
            .open()) {
      assertThatThrownBy(stream::next).isSameAs(thrown);
      assertThatThrownBy(stream::next).hasMessageContaining("closed");
    }
  }

  /** What a worker's throwable at place 2 becomes. */
  private static Throwable failure(Throwable cause) {
    SampleSource source =
        StreamSources.of(
            place -> {
              if (place == 2) {
                throwUnchecked(cause);
              }
              return StreamSources.sample(place);
            });
    try (SampleStream stream =
        SampleStream.builder(source).workers(3).onUnusable(OnUnusable.SKIP).open()) {
      assertThat(stream.next().name()).isEqualTo("0");
      assertThat(stream.next().name()).isEqualTo("1");
      MattingException[] caught = new MattingException[1];
      assertThatExceptionOfType(MattingException.class)
          .isThrownBy(stream::next)
          .satisfies(e -> caught[0] = e);
      assertThat(caught[0].getCause()).isSameAs(cause);
      assertThatThrownBy(stream::hasNext).hasMessageContaining("closed");
      return caught[0];
    }
  }

  private static void throwUnchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause;
  }

  /** An error that nobody knows. */
  private static final class ThreadDeathLike extends Error {
    private static final long serialVersionUID = 1L;
  }
}
