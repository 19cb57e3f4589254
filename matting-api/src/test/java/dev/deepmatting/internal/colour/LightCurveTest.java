package dev.deepmatting.internal.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LightCurveTest {
  /** Values of IEC 61966-2-1, computed by hand: below the knee, and ((s + 0.055) / 1.055)^2.4. */
  @Test
  void followsTheStandard() {
    assertThat(LightCurve.toLinear(10 / 255f)).isCloseTo(0.003035270f, within(1e-8f));
    assertThat(LightCurve.toLinear(128 / 255f)).isCloseTo(0.215860500f, within(1e-7f));
    assertThat(LightCurve.toSample(0.5f)).isCloseTo(0.735356983f, within(1e-6f));
    assertThat(LightCurve.toSample(0.001f)).isCloseTo(0.01292f, within(1e-7f));
  }

  @Test
  void bringsEverySampleOfSixteenBitsBack() {
    for (int level = 0; level <= 65_535; level++) {
      float sample = level / 65_535f;
      float back = LightCurve.toSample(LightCurve.toLinear(sample));
      assertThat(Math.round(back * 65_535)).isEqualTo(level);
    }
  }
}
