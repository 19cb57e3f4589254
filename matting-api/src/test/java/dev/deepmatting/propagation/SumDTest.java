package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SumDTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void endThreads() {
    workers.close();
  }

  /** The sum over all paths of so many steps, path by path. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void addsUpDistancesAlongPaths(int steps) {
    Neighbours neighbours = random(9, 3);
    double[] sums = IntStream.range(0, 9).mapToDouble(i -> paths(neighbours, i, steps)).toArray();
    double low = Arrays.stream(sums).min().orElseThrow();
    double deviation = deviation(sums);

    float[] feature = SumD.of(neighbours, steps, workers);

    for (int i = 0; i < sums.length; i++) {
      assertThat(feature[i]).isCloseTo((float) (255 * (sums[i] - low) / deviation), within(1e-3f));
    }
  }

  private static double paths(Neighbours neighbours, int from, int steps) {
    double sum = neighbours.distanceSum(from);
    for (int k = 0; steps > 0 && k < neighbours.perRow(); k++) {
      sum += paths(neighbours, neighbours.point(from, k), steps - 1);
    }
    return sum;
  }

  /** There are 200 to the power of 250 paths; those of one half of the points are twice as long. */
  @ParameterizedTest
  @CsvSource({"12, 120", "20, 240", "200, 250"})
  void doesNotOverflow(int perRow, int steps) {
    Neighbours neighbours = new Neighbours(600, perRow);
    for (int i = 0; i < 600; i++) {
      for (int k = 0; k < perRow; k++) {
        boolean near = i < 300;
        neighbours.set(i, k, (i + k + 1) % 300 + (near ? 0 : 300), near ? 4 : 16);
      }
    }

    float[] feature = SumD.of(neighbours, steps, workers);

    double[] values = IntStream.range(0, 600).mapToDouble(i -> feature[i]).toArray();
    assertThat(deviation(values)).isCloseTo(255, within(1e-3));
    assertThat(Arrays.stream(values, 0, 300).max().orElseThrow()).isCloseTo(0, within(1e-3));
    assertThat(Arrays.stream(values, 300, 600).min().orElseThrow()).isGreaterThan(500);
  }

  @Test
  void isNothingWhereNothingDiffers() {
    Neighbours ring = new Neighbours(5, 1);
    for (int i = 0; i < 5; i++) {
      ring.set(i, 0, (i + 1) % 5, 4);
    }

    assertThat(SumD.of(ring, 10, workers)).containsOnly(0);
  }

  private static Neighbours random(int points, int perRow) {
    Random random = new Random(points);
    Neighbours neighbours = new Neighbours(points, perRow);
    for (int i = 0; i < points; i++) {
      for (int k = 0; k < perRow; k++) {
        neighbours.set(i, k, random.nextInt(points), 9 * random.nextFloat());
      }
    }
    return neighbours;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
