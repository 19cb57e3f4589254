package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeShiftTest {
  private static final int SIZE = 101;

  /** From the area: the radius of a disc grows by the shift, but for a hundredth of it. */
  @ParameterizedTest
  @ValueSource(doubles = {-12, -5.5, -2, -0.6, -0.25, 0.1, 0.5, 1, 1.7, 3.3, 8, 20.5})
  void aDiscGrowsByTheShift(double shift) {
    float[] shifted = EdgeShift.apply(disc(25), SIZE, SIZE, shift);

    double area = 0;
    for (float alpha : shifted) {
      area += alpha;
    }
    assertThat(Math.sqrt(area / Math.PI))
        .isCloseTo(25 + shift, within(0.03 + 0.01 * Math.abs(shift)));
  }

  @Test
  void anEdgeStaysAsSoftAsItWas() {
    float[] ramp = new float[60];
    for (int x = 0; x < 60; x++) {
      ramp[x] = Math.max(0, Math.min(1, (34.5f - x) / 8));
    }

    float[] shifted = EdgeShift.apply(ramp, 60, 1, 2.25);

    for (int x = 4; x < 60; x++) {
      float expected = Math.max(0, Math.min(1, (34.5f + 2.25f - x) / 8));
      assertThat(shifted[x]).isCloseTo(expected, within(0.02f));
    }
  }

  @Test
  void aHardEdgeMovesByHalfAPixel() {
    float[] shifted = EdgeShift.apply(new float[] {1, 1, 1, 0, 0, 0}, 6, 1, 0.5);

    assertThat(shifted).containsExactly(1, 1, 1, 0.5f, 0, 0);
    assertThat(EdgeShift.apply(new float[] {1, 1, 1, 0, 0, 0}, 6, 1, -0.5))
        .containsExactly(1, 1, 0.5f, 0, 0, 0);
  }

  @Test
  void whatIsCutOffAtTheBorderStaysCutOff() {
    float[] whole = new float[40 * 30];
    Arrays.fill(whole, 1);

    assertThat(EdgeShift.apply(whole, 40, 30, -7)).isEqualTo(whole);
    assertThat(EdgeShift.apply(new float[40 * 30], 40, 30, 7)).isEqualTo(new float[40 * 30]);
  }

  @Test
  void leavesItsInputAlone() {
    float[] disc = disc(20);

    EdgeShift.apply(disc, SIZE, SIZE, 3);

    assertThat(disc).isEqualTo(disc(20));
  }

  /** A disc with an edge one pixel wide. */
  private static float[] disc(double radius) {
    float[] alpha = new float[SIZE * SIZE];
    for (int i = 0; i < alpha.length; i++) {
      double distance = Math.hypot(i % SIZE - 50.3, i / SIZE - 49.8);
      alpha[i] = (float) Math.max(0, Math.min(1, radius - distance + 0.5));
    }
    return alpha;
  }
}
