package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleRandomTest {
  @Test
  void drawsTheSameForTheSameSeedPlaceAndPurpose() {
    assertThat(SampleRandom.of(1, 2).forPurpose("crop").number())
        .isEqualTo(SampleRandom.of(1, 2).forPurpose("crop").number())
        .isNotEqualTo(SampleRandom.of(1, 2).forPurpose("flip").number())
        .isNotEqualTo(SampleRandom.of(1, 3).forPurpose("crop").number())
        .isNotEqualTo(SampleRandom.of(2, 2).forPurpose("crop").number());
  }

  @Test
  void whatWasDrawnBeforeDoesNotMatterToAPurpose() {
    SampleRandom random = SampleRandom.of(1, 2);
    random.number();

    assertThat(random.forPurpose("crop").number())
        .isEqualTo(SampleRandom.of(1, 2).forPurpose("crop").number());
  }

  @Test
  void neighbouringPlacesAreStrangers() {
    double mean =
        LongStream.range(0, 10_000)
            .mapToDouble(place -> SampleRandom.of(5, place).uniform(0, 1))
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(0.5, within(0.01));
  }

  @Test
  void includesBothEndsOfARange() {
    SampleRandom random = SampleRandom.of(1, 1);

    assertThat(IntStream.range(0, 100).map(i -> random.between(2, 4)).boxed())
        .contains(2, 3, 4)
        .allMatch(value -> value >= 2 && value <= 4);
    assertThat(random.between(7, 7)).isEqualTo(7);
    assertThat(random.pick(List.of("only"))).isEqualTo("only");
  }

  @Test
  void gaussianDrawsHaveMeanZeroAndDeviationOne() {
    SampleRandom random = SampleRandom.of(1, 1);
    double[] draws = DoubleStream.generate(random::gaussian).limit(20_000).toArray();

    assertThat(DoubleStream.of(draws).average().orElseThrow()).isCloseTo(0, within(0.03));
    assertThat(DoubleStream.of(draws).map(d -> d * d).average().orElseThrow())
        .isCloseTo(1, within(0.04));
  }
}
