package dev.deepmatting.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @Test
  void linearTicksAreRound() {
    assertThat(texts(Scale.linear(0, 0.27)))
        .containsExactly("0", "0.05", "0.10", "0.15", "0.20", "0.25");
    assertThat(texts(Scale.linear(0, 1e-4)))
        .containsExactly("0", "2e-5", "4e-5", "6e-5", "8e-5", "1e-4");
    assertThat(texts(Scale.linear(48, 50))).containsExactly("48.0", "48.5", "49.0", "49.5", "50.0");
  }

  @Test
  void logarithmicTicksArePowersOfTen() {
    assertThat(texts(Scale.logarithmic(0.002, 30))).containsExactly("0.01", "0.1", "1", "10");
    assertThat(texts(Scale.logarithmic(1, 40))).containsExactly("1", "2", "5", "10", "20");
    assertThat(texts(Scale.logarithmic(1e-12, 1e12))).hasSizeBetween(3, 7);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "5,5", "0,1e-300", "1e-7,1e9", "-3,4", "7,7.0000001"})
  void everyRangeHasTicksInsideIt(double least, double greatest) {
    Scale scale = Scale.linear(least, greatest);

    assertThat(scale.high()).isGreaterThan(scale.low());
    assertThat(scale.ticks())
        .hasSizeBetween(2, 12)
        .allSatisfy(tick -> assertThat(tick.doubleValue()).isBetween(scale.low(), scale.high()));
    assertThat(scale.share(greatest)).isBetween(0.0, 1.0);
  }

  @Test
  void equalFactorsAreEqualDistancesOnALogarithmicScale() {
    Scale scale = new Scale(1, 100, true);

    assertThat(scale.share(10)).isCloseTo(0.5, within(1e-12));
    assertThat(scale.share(0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0,1,2", "0,40,5", "0,1500,4", "0,200000,5", "120000,200000,5", "39,41,3"})
  void stepsHaveFewRoundTicks(long from, long to, int count) {
    List<Long> ticks = StepAxis.of(from, to).ticks();

    assertThat(ticks).hasSize(count).allSatisfy(tick -> assertThat(tick).isBetween(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.12345,0.1235",
    "48,48",
    "0.0001,1e-4",
    "0.000123456,1.235e-4",
    "1234567,1.235e6",
    "Infinity,infinite",
    "NaN,–",
    "99999,1e5"
  })
  void numbersAreShort(double value, String text) {
    assertThat(Numbers.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.4,0 s", "59.6,1 min 0 s", "200,3 min 20 s", "3725,1 h 02 min"})
  void durationsAreInUnitsThatFit(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  private static List<String> texts(Scale scale) {
    return scale.ticks().stream().map(Numbers::of).toList();
  }
}
