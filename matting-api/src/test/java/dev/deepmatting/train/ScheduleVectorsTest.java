package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of PyTorch's schedulers; {@code make_schedules.py} beside the file made them. */
class ScheduleVectorsTest {
  /** PyTorch goes from rate to rate and gathers rounding errors on the way. */
  private static final double EXACT = 1e-13;

  private static final Map<String, Schedule> SCHEDULES =
      Map.of(
          "constant", Schedule.constant(),
          "milestones", Schedule.multiStep(0.5, 0.1, 0.2, 0.6),
          "milestones-of-fifths", Schedule.multiStep(0.2, 0.06, 0.2, 0.6),
          "cosine", Schedule.cosine(),
          "warm-constant", Schedule.constant().withWarmUp(0.25),
          "warm-milestones", Schedule.multiStep(0.5, 0.1, 0.2, 0.6).withWarmUp(0.3),
          "warm-cosine", Schedule.cosine().withWarmUp(0.25));

  @ParameterizedTest
  @MethodSource("lines")
  void everyStepHasTheFactorOfPyTorch(String line) {
    String[] words = line.split(" ");
    Schedule schedule = SCHEDULES.get(words[0]);
    double[] wanted = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();

    assertThat(wanted).isNotEmpty();
    for (int step = 0; step < wanted.length; step++) {
      assertThat(schedule.factor(step, wanted.length))
          .as("step %d", step)
          .isCloseTo(wanted[step], within(EXACT));
    }
  }

  @Test
  void readsEveryVector() throws IOException {
    assertThat(lines()).hasSize(11);
    assertThat(lines().stream().map(line -> line.split(" ")[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(SCHEDULES.keySet());
  }

  static List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }

  private static Path file() {
    String name = "schedules.txt";
    try {
      return Path.of(
          Objects.requireNonNull(ScheduleVectorsTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
