package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedLayersTest {
  private static final Discs DISCS = new Discs(40, 30, 4);
  private static final LayerSource NAMES = new Names(DISCS.layers(0));

  @ParameterizedTest
  @CsvSource({"1, 2, 3", "5, 1, 1", "0.1, 0.2, 0.3", "1e-3, 1, 0.7", "1, 1, 1", "1000, 1, 33.3"})
  void eachHasItsShareOfAnyRunOfPlaces(double first, double second, double third) {
    MixedLayers mixed = mixed(first, second, third);
    double[] weights = {first, second, third};
    double all = first + second + third;
    int[] given = new int[3];

    for (int place = 0; place < 5000; place++) {
      given[part(mixed.layers(place).name())]++;
      for (int i = 0; i < 3; i++) {
        assertThat(given[i] - weights[i] / all * (place + 1)).isBetween(-2.0, 2.0);
      }
    }
  }

  @Test
  void proportionsAreExactAfterAnyLength() {
    MixedLayers mixed = mixed(1, 2);
    long far = 3_000_000_000_000L;

    List<String> names =
        LongStream.range(far, far + 6).mapToObj(place -> mixed.layers(place).name()).toList();

    assertThat(names)
        .containsExactly(
            "s0-disc 1000000000000",
            "s1-disc 2000000000000",
            "s1-disc 2000000000001",
            "s0-disc 1000000000001",
            "s1-disc 2000000000002",
            "s1-disc 2000000000003");
  }

  @Test
  void eachGoesThroughItsOwnPlacesAsItDoesAlone() {
    MixedLayers mixed = mixed(3, 0.7, 1.1);
    Map<Integer, List<String>> names = new HashMap<>();

    for (int place = 0; place < 200; place++) {
      String name = mixed.layers(place).name();
      names.computeIfAbsent(part(name), part -> new ArrayList<>()).add(name);
    }

    names.forEach(
        (part, there) ->
            assertThat(there)
                .isEqualTo(
                    IntStream.range(0, there.size())
                        .mapToObj(place -> "s" + part + "-disc " + place)
                        .toList()));
  }

  @Test
  void theSamplesDoNotDependOnWorkersAndGoOnAnywhere() {
    SampleSource source =
        Recipe.online().toBuilder().size(32).mergeProbability(0.5).build().of(discs(), 7);
    List<MattingSample> whole = samples(source, 1, 0, 12);

    List<MattingSample> parts = new ArrayList<>(samples(source, 3, 0, 5));
    parts.addAll(samples(source, 2, 5, 7));

    assertThat(parts).isEqualTo(whole);
    assertThat(whole.stream().map(sample -> sample.name().substring(0, 2)))
        .startsWith("s0", "s1", "s1", "s0", "s1", "s1");
  }

  private static MixedLayers discs() {
    return MixedLayers.builder().add("s0", DISCS, 1).add("s1", new Discs(50, 40, 8), 2).build();
  }

  private static List<MattingSample> samples(SampleSource source, int workers, long from, int n) {
    return StreamSources.rest(
        SampleStream.builder(source).workers(workers).startAt(from).limit(n).open());
  }

  @Test
  void anEpochShowsEachFiniteSourceWhole() {
    // Ten in an epoch of each: the second one needs 20 places, the first would need 20 too.
    assertThat(mixed(1, 1).samplesPerEpoch()).isEqualTo(19 + 1);
    // Every fourth place is of the first one: the tenth of those is place 36.
    assertThat(mixed(1, 3).samplesPerEpoch()).isEqualTo(37);
    assertThat(mixed(1, 3).endless()).isFalse();
  }

  @Test
  void endlessSourcesDoNotMakeAnEpochLonger() {
    MixedLayers mixed =
        MixedLayers.builder()
            .add("drawn", new Endless(DISCS, 1000), 1)
            .add("folder", DISCS, 3)
            .build();
    MixedLayers drawnOnly =
        MixedLayers.builder()
            .add("some", new Endless(DISCS, 30), 1)
            .add("others", new Endless(DISCS, 10), 1)
            .build();

    assertThat(mixed.samplesPerEpoch()).isEqualTo(14);
    assertThat(mixed.endless()).isFalse();
    assertThat(drawnOnly.samplesPerEpoch()).isEqualTo(59);
    assertThat(drawnOnly.endless()).isTrue();
  }

  private record Endless(LayerSource source, int samplesPerEpoch) implements LayerSource {
    @Override
    public boolean endless() {
      return true;
    }

    @Override
    public Layers layers(long place) {
      return source.layers(place);
    }

    @Override
    public Foreground foreground(long number) {
      return source.foreground(number);
    }
  }

  @Test
  void foregroundsToMergeInComeByTheWeights() {
    Discs wide = new Discs(50, 30, 4);
    MixedLayers mixed = MixedLayers.builder().add("narrow", DISCS, 1).add("wide", wide, 3).build();

    long share =
        LongStream.range(0, 2000)
            .filter(number -> mixed.foreground(number).alpha().width() == 50)
            .count();

    assertThat(share / 2000.0).isBetween(0.72, 0.78);
    assertThat(mixed.foreground(17).name()).isEqualTo(mixed.foreground(17).name());
  }

  @Test
  void tellsWhatItIsMadeOf() {
    assertThat(mixed(1, 2.5)).hasToString("MixedLayers[s0 by 1.0, s1 by 2.5]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWeightsThatAreNone(double weight) {
    assertRefused(
        () -> MixedLayers.builder().add("photos", DISCS, weight),
        "weight of 'photos' is " + weight + ", wanted a finite number above 0");
  }

  @Test
  void refusesWhatIsNoMix() {
    assertRefused(
        () -> MixedLayers.builder().build(), "sources is empty, wanted at least one source");
    assertRefused(
        () -> MixedLayers.builder().add("a", DISCS, 1).add("a", DISCS, 2),
        "source 'a' is there twice, wanted each name once");
    assertRefused(
        () -> MixedLayers.builder().add(" ", DISCS, 1),
        "name of a source is ' ', wanted one that is not blank");
    assertRefused(
        () -> mixed(1, 1e-9).samplesPerEpoch(),
        "weight of 's1' is 1.0E-9 of 1.000000001 in all, wanted more: until it has given the 10"
            + " samples of its epoch, an epoch would have more than 2147483647");
    assertRefused(() -> mixed(1, 1).layers(-1), "index is -1, wanted at least 0");
  }

  /** The same picture at each place, under the names of the discs, ten in an epoch. */
  private record Names(Layers picture) implements LayerSource {
    @Override
    public int samplesPerEpoch() {
      return 10;
    }

    @Override
    public Layers layers(long place) {
      return new Layers("disc " + place, picture.foreground(), picture.background());
    }

    @Override
    public Foreground foreground(long number) {
      return picture.foreground();
    }
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  private static int part(String name) {
    return name.charAt(1) - '0';
  }

  private static MixedLayers mixed(double... weights) {
    MixedLayers.Builder builder = MixedLayers.builder();
    for (int i = 0; i < weights.length; i++) {
      builder.add("s" + i, NAMES, weights[i]);
    }
    return builder.build();
  }
}
