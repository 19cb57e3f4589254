package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CityBlockGapTest {
  private static final int MOST = 12;

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSmallestStepCountThatIsNotLeftOut(long seed) {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(14);
    int height = 1 + random.nextInt(14);
    double known = 0.3 * random.nextDouble();
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      boolean foreground = random.nextInt(4) == 0;
      values[i] = (byte) (random.nextDouble() > known ? 128 : foreground ? 255 : 0);
    }
    double leftOut = random.nextInt(3) * 0.25 * random.nextDouble();

    int[] steps =
        IntStream.range(0, values.length)
            .filter(i -> values[i] == 0 && isOutline(values, width, i))
            .map(i -> stepsToForeground(values, width, i))
            .sorted()
            .toArray();

    int wanted = steps.length == 0 ? MOST : steps[(int) (leftOut * steps.length)];
    assertThat(LabelExpansion.CityBlockGap.between(values, width, MOST, leftOut)).isEqualTo(wanted);
  }

  private static boolean isOutline(byte[] values, int width, int at) {
    return IntStream.range(0, values.length)
        .anyMatch(i -> values[i] != 0 && steps(width, i, at) == 1);
  }

  private static int stepsToForeground(byte[] values, int width, int at) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] == (byte) 255)
        .map(i -> steps(width, i, at))
        .min()
        .stream()
        .map(steps -> Math.min(steps, MOST))
        .findFirst()
        .orElse(MOST);
  }

  private static int steps(int width, int one, int other) {
    return Math.abs(one % width - other % width) + Math.abs(one / width - other / width);
  }

  /**
   * The outline has 50 pixels: 20 of a row that touches the foreground, 1 to 20 steps away, and 30
   * of a column that is 21 steps away.
   */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.019, 1", "0.021, 2", "0.3, 16", "0.41, 21", "0.5, 21"})
  void countsAlongTheOutline(double leftOut, int gap) {
    byte[] values = new byte[60 * 31];
    for (int i = 0; i < values.length; i++) {
      int x = i % 60;
      values[i] = (byte) (x < 20 ? 255 : i < 60 || x >= 40 ? 0 : 128);
    }

    assertThat(LabelExpansion.CityBlockGap.between(values, 60, 100, leftOut)).isEqualTo(gap);
  }

  @Test
  void isTheMostWhereAKindIsAbsent() {
    assertThat(LabelExpansion.CityBlockGap.between(new byte[] {0, (byte) 128, 0}, 3, MOST, 0))
        .isEqualTo(MOST);
    assertThat(
            LabelExpansion.CityBlockGap.between(new byte[] {(byte) 255, (byte) 128}, 2, MOST, 0.5))
        .isEqualTo(MOST);
  }
}
