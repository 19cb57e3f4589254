package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any matte; the seed of a failure is in the test's name. */
class TrimapPropertiesTest {
  private static final int LEVELS = 510;

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverContradictsTheAlpha(long seed) {
    Random random = new Random(seed);
    AlphaMatte alpha = matte(random);
    TrimapGenerator generator = random.nextBoolean() ? byDistance(random) : byMorphology(random);

    Trimap trimap = generator.fromAlpha(alpha);

    int[] values = levels(alpha);
    for (int i = 0; i < values.length; i++) {
      assertThat(trimap.valueAt(i % alpha.width(), i / alpha.width()))
          .isIn(values[i], Trimap.UNKNOWN);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unknownIsWhatIsNearToTheOtherKind(long seed) {
    Random random = new Random(seed);
    AlphaMatte alpha = matte(random);
    int[] values = levels(alpha);
    double outward = 6 * random.nextDouble();
    double inward = random.nextInt(5);

    Trimap trimap =
        TrimapGenerator.byDistance(Band.pixels(outward), Band.pixels(inward)).fromAlpha(alpha);

    for (int i = 0; i < values.length; i++) {
      double toOther =
          values[i] == 0
              ? distance(values, alpha.width(), i, value -> value != 0) - outward
              : distance(values, alpha.width(), i, value -> value != 255) - inward;
      assertThat(trimap.isUnknown(i % alpha.width(), i / alpha.width()))
          .as("pixel %d", i)
          .isEqualTo(toOther <= 0);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void blackAndWhiteMayBeExchangedWithTheBands(long seed) {
    Random random = new Random(seed);
    AlphaMatte alpha = matte(random);
    Band outward = Band.pixels(random.nextInt(5));
    Band inward = Band.relative(random.nextDouble() / 2);

    Trimap trimap = TrimapGenerator.byDistance(outward, inward).fromAlpha(alpha);
    Trimap inverse = TrimapGenerator.byDistance(inward, outward).fromAlpha(inverse(alpha));

    assertThat(Rows.text(inverse))
        .isEqualTo(Rows.text(trimap).replace('.', '_').replace('#', '.').replace('_', '#'));
  }

  /** Blobs or noise, hard or soft, at half steps of 8 bits. */
  private static AlphaMatte matte(Random random) {
    int width = 1 + random.nextInt(40);
    int height = 1 + random.nextInt(40);
    double slope = 20 * Math.pow(random.nextDouble(), 3);
    double noise = random.nextDouble();
    double size = 2 + 8 * random.nextDouble();
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      double blobs = Math.sin(i % width / size) * Math.cos(i / width / size);
      double value = 0.5 + slope * (blobs + noise * random.nextGaussian());
      values[i] = Math.round(LEVELS * Math.max(0, Math.min(1, value))) / (float) LEVELS;
    }
    return AlphaMatte.of(width, height, values);
  }

  private static TrimapGenerator byDistance(Random random) {
    return TrimapGenerator.byDistance(
        Band.pixels(6 * random.nextDouble()), Band.relative(random.nextDouble() / 4));
  }

  private static TrimapGenerator byMorphology(Random random) {
    return TrimapGenerator.byMorphology(
        1 + random.nextInt(9), random.nextInt(4), random.nextInt(4));
  }

  private static double distance(int[] values, int width, int from, IntPredicate wanted) {
    return IntStream.range(0, values.length)
        .filter(i -> wanted.test(values[i]))
        .mapToDouble(i -> Math.hypot(i % width - from % width, i / width - from / width))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static AlphaMatte inverse(AlphaMatte alpha) {
    int[] levels = levels(alpha);
    float[] values = new float[levels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (255 - levels[i]) / 255f;
    }
    return AlphaMatte.of(alpha.width(), alpha.height(), values);
  }

  private static int[] levels(AlphaMatte alpha) {
    return alpha
        .toGray8()
        .getRaster()
        .getSamples(0, 0, alpha.width(), alpha.height(), 0, (int[]) null);
  }
}
