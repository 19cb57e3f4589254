package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTransformTest {
  @ParameterizedTest
  @MethodSource("dev.deepmatting.internal.pixel.GoldenMasks#notEmpty")
  void agreesWithScipy(String name) {
    GoldenMasks picture = new GoldenMasks(name);

    assertThat(DistanceTransform.squared(picture.mask(), picture.width, picture.height))
        .isEqualTo(new GoldenMasks(name + "-squared").samples());
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheDefinition(long seed) {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(30);
    int height = 1 + random.nextInt(30);
    boolean[] mask = new boolean[width * height];
    double density = Math.pow(10, -3 * random.nextDouble());
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < density;
    }
    double band = random.nextBoolean() ? random.nextInt(9) : Math.sqrt(random.nextInt(100));

    double[] squared = DistanceTransform.squared(mask, width, height);
    boolean[] within = DistanceTransform.within(mask, width, height, band);
    float[] distances = DistanceTransform.distances(mask, width, height, band);

    for (int i = 0; i < mask.length; i++) {
      double wanted = nearest(mask, width, i);
      assertThat(squared[i]).isEqualTo(wanted);
      assertThat(within[i]).isEqualTo(Math.sqrt(wanted) <= band);
      assertThat(distances[i])
          .isEqualTo(within[i] ? (float) Math.sqrt(wanted) : Float.POSITIVE_INFINITY);
    }
  }

  private static double nearest(boolean[] mask, int width, int from) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        int right = i % width - from % width;
        int down = i / width - from / width;
        nearest = Math.min(nearest, right * right + down * down);
      }
    }
    return nearest;
  }

  @Test
  void nothingIsNearToNothing() {
    assertThat(DistanceTransform.squared(new boolean[6], 3, 2))
        .containsOnly(Double.POSITIVE_INFINITY);
    assertThat(DistanceTransform.within(new boolean[6], 3, 2, Double.POSITIVE_INFINITY))
        .containsOnly(false);
  }

  @Test
  void anyDistanceReachesEverything() {
    boolean[] mask = new boolean[6];
    mask[4] = true;

    assertThat(DistanceTransform.within(mask, 3, 2, Double.MAX_VALUE)).containsOnly(true);
  }

  @Test
  void isExactAlongALongRow() {
    boolean[] mask = new boolean[1_000_000];
    mask[0] = true;

    assertThat(DistanceTransform.squared(mask, mask.length, 1)[999_999])
        .isEqualTo(999_998_000_001.);
    assertThat(DistanceTransform.squared(mask, 1, mask.length)[999_999])
        .isEqualTo(999_998_000_001.);
    boolean[] within = DistanceTransform.within(mask, mask.length, 1, 999_998.5);
    assertThat(within[999_998]).isTrue();
    assertThat(within[999_999]).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void refusesWrongDistances(double distance) {
    assertThatThrownBy(() -> DistanceTransform.within(new boolean[1], 1, 1, distance))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("distance is " + distance + ", wanted 0 or more");
  }

  @Test
  void refusesMasksOfAnotherSize() {
    assertThatThrownBy(() -> DistanceTransform.squared(new boolean[5], 2, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask holds 5 pixels, wanted 2x3");
  }
}
