package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a search through all points. */
class FeatureTreeTest {
  private static final int FEATURES = FeatureTree.FEATURES;

  static Stream<Arguments> clouds() {
    Random random = new Random(12);
    return Stream.of(
        Arguments.of("two points", points(2, random::nextDouble), 1),
        Arguments.of("one leaf", points(32, random::nextDouble), 31),
        Arguments.of("one more than a leaf", points(33, random::nextDouble), 12),
        Arguments.of("many", points(1777, random::nextDouble), 12),
        Arguments.of("normally distributed", points(1500, random::nextGaussian), 7),
        Arguments.of("ties", points(1200, () -> random.nextInt(3)), 20),
        Arguments.of("all the same", points(300, () -> 5), 12),
        Arguments.of("more ties than a leaf holds", points(900, () -> random.nextInt(2)), 40),
        Arguments.of("large and small numbers", points(700, () -> spread(random)), 9));
  }

  private static double spread(Random random) {
    return Math.pow(10, 12 * random.nextDouble() - 6) * (random.nextBoolean() ? 1 : -1);
  }

  private static float[] points(int count, DoubleSupplier value) {
    float[] points = new float[FEATURES * count];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) value.getAsDouble();
    }
    return points;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clouds")
  void findsWhatASearchThroughAllPointsFinds(String name, float[] points, int wanted) {
    int[] all = IntStream.range(0, points.length / FEATURES).toArray();

    Neighbours found = nearest(points, wanted, all, all.length, 3);

    for (int point : all) {
      assertFound(found, point, point, points, wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void findsTheSameOnAnyNumberOfThreads(int threads) {
    Random random = new Random(3);
    float[] points = points(3000, () -> random.nextInt(12));
    int[] all = IntStream.range(0, 3000).toArray();

    Neighbours found = nearest(points, 12, all, 3000, threads);

    Neighbours wanted = nearest(points, 12, all, 3000, 1);
    for (int point : all) {
      assertThat(numbers(found, point)).isEqualTo(numbers(wanted, point));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 999})
  void answersForSomePointsInAnyOrder(int asked) {
    Random random = new Random(asked);
    float[] points = points(1000, random::nextDouble);
    List<Integer> order = IntStream.range(0, 1000).boxed().toList();
    List<Integer> shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, random);
    int[] rows = new int[1000];
    Arrays.fill(rows, -1);
    for (int row = 0; row < asked; row++) {
      rows[shuffled.get(row)] = row;
    }

    Neighbours found = nearest(points, 6, rows, asked, 2);

    assertThat(found.rows()).isEqualTo(asked);
    for (int row = 0; row < asked; row++) {
      assertFound(found, row, shuffled.get(row), points, 6);
    }
  }

  private static Neighbours nearest(
      float[] points, int wanted, int[] rows, int rowCount, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new FeatureTree(points.clone(), workers).nearest(wanted, rows, rowCount, workers);
    }
  }

  /** The nearest first; of those that are equally far the one with the smaller number. */
  private static void assertFound(
      Neighbours found, int row, int point, float[] points, int wanted) {
    int[] nearest =
        IntStream.range(0, points.length / FEATURES)
            .filter(other -> other != point)
            .boxed()
            .sorted(Comparator.comparing(other -> squaredDistance(points, point, other)))
            .limit(wanted)
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(numbers(found, row)).as("neighbours of %d", point).isEqualTo(nearest);
    double sum = 0;
    double squares = 0;
    for (int other : nearest) {
      sum += Math.sqrt(squaredDistance(points, point, other));
      squares += squaredDistance(points, point, other);
    }
    assertThat(found.distanceSum(row)).isEqualTo(sum);
    assertThat(found.squareSum(row)).isEqualTo(squares);
  }

  private static int[] numbers(Neighbours neighbours, int row) {
    return IntStream.range(0, neighbours.perRow()).map(k -> neighbours.point(row, k)).toArray();
  }

  private static float squaredDistance(float[] points, int one, int other) {
    float sum = 0;
    for (int i = 0; i < FEATURES; i++) {
      float difference = points[one * FEATURES + i] - points[other * FEATURES + i];
      sum += difference * difference;
    }
    return sum;
  }
}
