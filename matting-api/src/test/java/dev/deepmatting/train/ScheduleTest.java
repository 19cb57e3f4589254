package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  static List<Schedule> schedules() {
    return List.of(
        Schedule.constant(),
        Schedule.constant().withWarmUp(0.1),
        Schedule.cosine(),
        Schedule.cosine().withWarmUp(0.1),
        Schedule.cosine().withWarmUp(0.2),
        Schedule.multiStep(0.5, 0.5),
        Schedule.multiStep(0.2, 0.5),
        Schedule.multiStep(0.5, 0.5, 0.7),
        Schedule.multiStep(0.5, 0.5).withWarmUp(0.1));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyStepOfAStageOfAnyLengthLearns(Schedule schedule) {
    for (long steps : List.of(1L, 2L, 3L, 10L, 999L)) {
      assertThat(LongStream.range(0, steps).mapToDouble(step -> schedule.factor(step, steps)))
          .allSatisfy(factor -> assertThat(factor).isPositive().isLessThanOrEqualTo(1));
    }
  }

  @Test
  void aMilestoneLiesAtTheNearestStep() {
    Schedule schedule = Schedule.multiStep(0.5, 0.25);

    assertThat(firstBelow1(schedule, 9)).isEqualTo(2);
    assertThat(firstBelow1(schedule, 10)).isEqualTo(3);
    assertThat(firstBelow1(schedule, 11)).isEqualTo(3);
    assertThat(firstBelow1(Schedule.multiStep(0.5, 1), 4)).isEqualTo(4);
  }

  @Test
  void aShortStageBeginsAtTheBaseRateUnlessAMilestoneIsZero() {
    assertThat(factors(Schedule.multiStep(0.5, 0.01, 0.02), 3)).containsExactly(1.0, 0.25, 0.25);
    assertThat(factors(Schedule.multiStep(0.5, 0, 0.9), 2)).containsExactly(0.5, 0.5);
    assertThat(factors(Schedule.multiStep(3, 0.5), 2)).containsExactly(1.0, 3.0);
  }

  @Test
  void aWarmUpMayTakeNoneOrAllOfTheStage() {
    assertThat(factors(Schedule.cosine().withWarmUp(1), 4)).containsExactly(0.25, 0.5, 0.75, 1.0);
    assertThat(Schedule.cosine().withWarmUp(0.1).withWarmUp(0)).isEqualTo(Schedule.cosine());
    assertThat(factors(Schedule.constant().withWarmUp(0.1), 4)).containsOnly(1.0);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "5, 5", "6, 5", "0, 0"})
  void refusesAStepThatTheStageDoesNotHave(long step, long steps) {
    assertThatThrownBy(() -> Schedule.constant().factor(step, steps))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("step is %d, wanted 0 to below the %d of the stage", step, steps);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(0.0, new double[0], "factor is 0.0, wanted a finite number above 0"),
        Arguments.of(Double.NaN, new double[0], "factor is NaN, wanted a finite number above 0"),
        Arguments.of(
            Double.POSITIVE_INFINITY,
            new double[] {0.1},
            "factor is Infinity, wanted a finite number above 0"),
        Arguments.of(0.5, new double[] {0.1, 1.5}, "milestone is 1.5, wanted 0 to 1"),
        Arguments.of(0.5, new double[] {-0.1}, "milestone is -0.1, wanted 0 to 1"),
        Arguments.of(0.5, new double[] {Double.NaN}, "milestone is NaN, wanted 0 to 1"),
        Arguments.of(
            0.5, new double[] {0.2, 0.1}, "milestone is 0.1 after 0.2, wanted rising shares"),
        Arguments.of(
            0.5, new double[] {0.2, 0.2}, "milestone is 0.2 after 0.2, wanted rising shares"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesMilestonesThatDoNotRise(double factor, double[] shares, String message) {
    assertThatThrownBy(() -> Schedule.multiStep(factor, shares))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAWarmUpOfMoreThanTheStage() {
    assertThatThrownBy(() -> Schedule.cosine().withWarmUp(1.1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("warmUp is 1.1, wanted 0 to 1");
  }

  @Test
  void equalSettingsAreEqual() {
    assertThat(schedules()).doesNotHaveDuplicates().isEqualTo(schedules());
    assertThat(schedules().hashCode()).isEqualTo(schedules().hashCode());
    assertThat(Schedule.multiStep(0.5)).isEqualTo(Schedule.constant());
    assertThat(Schedule.constant().withWarmUp(-0.0)).isEqualTo(Schedule.constant());
  }

  @Test
  void isNotChangedFromOutside() {
    double[] shares = {0.5};
    Schedule schedule = Schedule.multiStep(0.5, shares);
    Schedule warm = schedule.withWarmUp(0.1);

    shares[0] = 0.9;

    assertThat(schedule).isEqualTo(Schedule.multiStep(0.5, 0.5)).isNotEqualTo(warm);
  }

  @Test
  void printsEverySetting() {
    assertThat(schedules().stream().map(Schedule::toString))
        .containsExactly(
            "constant",
            "constant, warm-up over 0.1 of the stage",
            "cosine",
            "cosine, warm-up over 0.1 of the stage",
            "cosine, warm-up over 0.2 of the stage",
            "times 0.5 at 0.5 of the stage",
            "times 0.2 at 0.5 of the stage",
            "times 0.5 at 0.5, 0.7 of the stage",
            "times 0.5 at 0.5 of the stage, warm-up over 0.1 of the stage");
  }

  private static double[] factors(Schedule schedule, long steps) {
    return LongStream.range(0, steps).mapToDouble(step -> schedule.factor(step, steps)).toArray();
  }

  private static long firstBelow1(Schedule schedule, long steps) {
    return LongStream.range(0, steps)
        .filter(step -> schedule.factor(step, steps) < 1)
        .findFirst()
        .orElse(steps);
  }
}
