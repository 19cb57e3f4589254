package dev.deepmatting.dl4j.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
  @Test
  void everyHalfSurvivesTheWayThroughAFloat() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float value = DataType.HalfFloats.fromHalf((short) bits);
      if (Float.isNaN(value)) {
        assertThat(DataType.HalfFloats.fromHalf(DataType.HalfFloats.toHalf(value))).isNaN();
      } else {
        assertThat(DataType.HalfFloats.toHalf(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void roundsToTheNearestHalfTiesToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = DataType.HalfFloats.fromHalf((short) bits);
      float high = DataType.HalfFloats.fromHalf((short) (bits + 1));
      float middle = (low + high) / 2;
      int even = (bits & 1) == 0 ? bits : bits + 1;
      assertThat(DataType.HalfFloats.toHalf(middle)).isEqualTo((short) even);
      assertThat(DataType.HalfFloats.toHalf(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(DataType.HalfFloats.toHalf(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(DataType.HalfFloats.toHalf(-middle)).isEqualTo((short) (even | 0x8000));
    }
  }

  @Test
  void valuesBeyondTheLargestHalfBecomeInfinite() {
    assertThat(DataType.HalfFloats.toHalf(Math.nextDown(65520f))).isEqualTo((short) 0x7bff);
    assertThat(DataType.HalfFloats.toHalf(65520f)).isEqualTo((short) 0x7c00);
    assertThat(DataType.HalfFloats.toHalf(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    assertThat(DataType.F16.holds(65520f)).isFalse();
    assertThat(DataType.F16.holds(65519f)).isTrue();
    assertThat(DataType.BF16.holds(Float.MAX_VALUE)).isFalse();
    assertThat(DataType.BF16.holds(3e38f)).isTrue();
  }

  @Test
  void roundsToTheNearestUpperHalfOfAFloatTiesToEven() {
    Random random = new Random(3);
    for (int round = 0; round < 100_000; round++) {
      int bits = random.nextInt();
      float value = Float.intBitsToFloat(bits);
      if (!Float.isFinite(value) || !DataType.BF16.holds(value)) {
        continue;
      }
      int low = bits >>> 16;
      double below = Math.abs((double) value - Float.intBitsToFloat(low << 16));
      double above = Math.abs((double) value - Float.intBitsToFloat(low + 1 << 16));
      int nearest = below < above || below == above && (low & 1) == 0 ? low : low + 1;
      assertThat(DataType.HalfFloats.toBrain(value)).isEqualTo((short) nearest);
    }
  }
}
