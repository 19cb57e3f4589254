package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.Trimap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReusedSamplesTest {
  private static final int BLOCK = 64;
  private static final Recipe SMALL = Recipe.gca().toBuilder().size(32).build();
  private static final LayerSource DISCS = new Discs(120, 100, 24);

  private final Map<Long, AtomicInteger> made = new ConcurrentHashMap<>();

  /** Of samples with one pixel each. */
  private static SampleSource reused(SampleSource source, int times, long seed) {
    return new ReusedSamples(source, times, 1, 1, seed);
  }

  private SampleSource counted() {
    return StreamSources.of(
        place -> {
          made.computeIfAbsent(place, ignored -> new AtomicInteger()).incrementAndGet();
          return StreamSources.sample(place);
        });
  }

  @Test
  void aBlockGivesEachOfItsSamplesOnceAndThenAgain() {
    SampleSource source = reused(counted(), 3, 1);

    List<String> names =
        LongStream.range(0, 2 * 3 * BLOCK)
            .mapToObj(source::sample)
            .map(MattingSample::name)
            .toList();

    List<String> wanted = new ArrayList<>();
    for (int block = 0; block < 2; block++) {
      for (int use = 0; use < 3; use++) {
        for (int i = 0; i < BLOCK; i++) {
          wanted.add(Integer.toString(block * BLOCK + i));
        }
      }
    }
    assertThat(names).isEqualTo(wanted);
    assertThat(made).hasSize(2 * BLOCK);
    assertThat(made.values()).extracting(AtomicInteger::get).containsOnly(1);
  }

  @Test
  void everyUseIsAnotherFormAndTheFirstOneIsAsMade() {
    SampleSource plain = SMALL.of(DISCS, 1);
    SampleSource eightfold = SMALL.toBuilder().reuse(8).build().of(DISCS, 1);
    Set<MattingSample> second = new HashSet<>();

    for (int sample = 0; sample < 4; sample++) {
      MattingSample original = plain.sample(sample);
      List<MattingSample> forms = new ArrayList<>();
      for (int use = 0; use < 8; use++) {
        forms.add(eightfold.sample(use * BLOCK + sample));
      }
      assertThat(forms.get(0)).isEqualTo(original);
      assertThat(forms)
          .containsExactlyInAnyOrderElementsOf(
              SquareForm.ALL.stream().map(form -> form.of(original)).toList());
      second.add(forms.get(1));
    }
    assertThat(second).hasSize(4);
  }

  @Test
  void whatHoldsOfASampleHoldsOfItsForms() {
    SampleSource source = SMALL.toBuilder().reuse(4).build().of(DISCS, 1);
    for (int place = 0; place < 4 * BLOCK; place += 13) {
      MattingSample sample = source.sample(place);
      assertThat(sample.merged())
          .isEqualTo(Compositor.compose(sample.foreground(), sample.alpha(), sample.background()));
      for (int y = 0; y < sample.height(); y++) {
        for (int x = 0; x < sample.width(); x++) {
          float alpha = sample.alpha().alphaAt(x, y);
          int known = sample.trimap().valueAt(x, y);
          assertThat(known == Trimap.FOREGROUND && alpha < 1).isFalse();
          assertThat(known == Trimap.BACKGROUND && alpha > 0).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void isTheSameWithAnyNumberOfThreadsAndMadeOnce(int workers) {
    SampleSource alone = reused(StreamSources.plain(), 4, 7);
    List<MattingSample> wanted = LongStream.range(0, 600).mapToObj(alone::sample).toList();
    SampleStream stream =
        SampleStream.builder(reused(counted(), 4, 7)).workers(workers).limit(600).open();

    assertThat(StreamSources.rest(stream)).isEqualTo(wanted);
    assertThat(made.values()).extracting(AtomicInteger::get).containsOnly(1);
  }

  @Test
  void goesOnAnywhere() {
    Recipe recipe = SMALL.toBuilder().reuse(4).build();
    SampleSource whole = recipe.of(DISCS, 3);
    List<MattingSample> wanted = LongStream.range(100, 300).mapToObj(whole::sample).toList();

    SampleStream rest =
        SampleStream.builder(recipe.of(DISCS, 3)).workers(2).startAt(100).limit(200).open();

    assertThat(StreamSources.rest(rest)).isEqualTo(wanted);
  }

  @Test
  void anyOrderGivesTheSame() {
    SampleSource source = reused(counted(), 2, 3);
    SampleSource other = reused(StreamSources.plain(), 2, 3);
    for (long place = 1000; place >= 0; place -= 7) {
      assertThat(source.sample(place)).isEqualTo(other.sample(place));
    }
  }

  @Test
  void aFailureIsNotKept() {
    AtomicBoolean broken = new AtomicBoolean(true);
    SampleSource source =
        reused(StreamSources.damagedAt(place -> place == 5 && broken.get()), 2, 1);

    assertThatThrownBy(() -> source.sample(5)).hasMessage("file-5.jpg is no image");
    assertThatThrownBy(() -> source.sample(BLOCK + 5)).hasMessage("file-5.jpg is no image");
    broken.set(false);
    assertThat(source.sample(5).name()).isEqualTo("5");
  }

  @Test
  void whoWaitedForAFailureTriesForItself() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    SampleSource source =
        reused(
            StreamSources.of(
                place -> {
                  if (calls.getAndIncrement() == 0) {
                    StreamSources.await(waiting);
                    throw new InvalidInputException("the disk was busy");
                  }
                  return StreamSources.sample(place);
                }),
            2,
            1);
    FutureTask<MattingSample> first = new FutureTask<>(() -> source.sample(0));
    new Thread(first).start();
    while (calls.get() == 0) {
      Thread.onSpinWait();
    }
    FutureTask<MattingSample> second = new FutureTask<>(() -> source.sample(BLOCK));
    Thread other = new Thread(second);
    other.start();
    while (other.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    waiting.countDown();

    assertThatThrownBy(first::get).hasRootCauseMessage("the disk was busy");
    assertThat(second.get().name()).isEqualTo("0");
  }

  @Test
  void leavesPlacesOutThatCannotBeMade() {
    SampleSource source = reused(StreamSources.damagedAt(place -> place == 3), 2, 1);
    SampleStream stream =
        SampleStream.builder(source).onUnusable(OnUnusable.SKIP).workers(2).limit(4 * BLOCK).open();

    assertThat(StreamSources.rest(stream)).hasSize(4 * BLOCK - 2);
    assertThat(stream.skipped()).isEqualTo(2);
  }

  @Test
  void anEpochIsSoManyTimesAsLong() {
    assertThat(SMALL.toBuilder().reuse(4).build().of(DISCS, 1).samplesPerEpoch()).isEqualTo(40);
    assertThat(SMALL.of(DISCS, 1).samplesPerEpoch()).isEqualTo(10);
  }

  @Test
  void recipesTellOfItAndCheckIt() {
    Recipe recipe = SMALL.toBuilder().reuse(4).build();

    assertThat(recipe.toString()).endsWith("image steps [], each sample 4 times");
    assertThat(recipe.scaledTo(64).toString()).endsWith(", each sample 4 times");
    assertThat(SMALL.toBuilder().reuse(1).build()).hasToString(SMALL.toString());
    assertThatThrownBy(() -> SMALL.toBuilder().reuse(0)).hasMessage("reuse is 0, wanted 1 to 8");
    assertThatThrownBy(() -> SMALL.toBuilder().reuse(9)).hasMessage("reuse is 9, wanted 1 to 8");
    assertThatThrownBy(() -> recipe.of(DISCS, 1).sample(-1))
        .hasMessage("index is -1, wanted at least 0");
  }
}
