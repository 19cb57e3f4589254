package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiscUnionTest {
  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheDefinition(long seed) {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(40);
    int height = 1 + random.nextInt(40);
    byte[] kinds = new byte[width * height];
    double density = Math.pow(10, -3 * random.nextDouble());
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (byte) (random.nextDouble() < density ? 1 + random.nextInt(3) : 0);
    }
    double[] radii = {random.nextInt(3), Math.sqrt(random.nextInt(100)), 20 * random.nextDouble()};

    boolean[] mask = new boolean[kinds.length];
    DiscUnion.fill(kinds, width, height, radii, mask);

    for (int i = 0; i < mask.length; i++) {
      assertThat(mask[i]).isEqualTo(isCovered(i, kinds, width, radii));
    }
  }

  private static boolean isCovered(int at, byte[] kinds, int width, double[] radii) {
    for (int i = 0; i < kinds.length; i++) {
      int right = i % width - at % width;
      int down = i / width - at / width;
      if (kinds[i] > 0 && Math.sqrt(right * right + down * down) <= radii[kinds[i] - 1]) {
        return true;
      }
    }
    return false;
  }

  @Test
  void keepsWhatIsSetAndBearsEndlessDiscs() {
    boolean[] mask = {false, true, false};
    DiscUnion.fill(new byte[3], 3, 1, new double[] {9}, mask);
    assertThat(mask).containsExactly(false, true, false);

    DiscUnion.fill(new byte[] {1, 0, 0}, 3, 1, new double[] {Double.MAX_VALUE}, mask);
    assertThat(mask).containsOnly(true);
  }
}
