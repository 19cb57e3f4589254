package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideBlurTest {
  @Test
  void blursAsOpenCvDoes() {
    AlphaMatte alpha = ImageFiles.standard().readAlpha(SampleObjects.path("alpha.png"));
    AlphaMatte expected = ImageFiles.standard().readAlpha(SampleObjects.path("feathered.png"));

    float[] blurred = new WideBlur(1.7).apply(alpha.toFloatArray(), alpha.width(), alpha.height());

    // Half a step of 16 bits, and the errors of sums of floats.
    assertThat(blurred)
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(expected.toFloatArray());
  }

  @Test
  void leavesConstantsAsTheyAre() {
    float[] values = new float[2000 * 3];
    Arrays.fill(values, 0.7f);

    for (float value : new WideBlur(20).apply(values, 2000, 3)) {
      assertThat(value).isCloseTo(0.7f, within(1e-5f));
    }
  }

  @Test
  void keepsSums() {
    float[] values = new float[300 * 200];
    values[100 * 300 + 150] = 1;
    double sum = 0;

    for (float value : new WideBlur(15).apply(values, 300, 200)) {
      sum += value;
    }

    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  /** The blur of a sharp edge is known. Below 10 the kernel is used, else blocks are. */
  @ParameterizedTest
  @CsvSource({"3, 0.0012", "9.9, 0.0002", "10, 0.0008", "17, 0.0013", "64, 0.0013", "256, 0.0012"})
  void leavesTheNormalDistributionOfAnEdge(double sigma, double tolerance) {
    int width = (int) (12 * sigma) / 2 * 2;
    float[] values = new float[width * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % width < width / 2 ? 0 : 1;
    }

    float[] blurred = new WideBlur(sigma).apply(values, width, 3);

    for (int x = 0; x < width; x++) {
      double deviations = (x + 0.5 - width / 2) / sigma;
      assertThat((double) blurred[width + x]).isCloseTo(normal(deviations), within(tolerance));
    }
  }

  /** Simpson's rule on the density. */
  private static double normal(double deviations) {
    int steps = 200;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double t = deviations * i / steps;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * Math.exp(-t * t / 2);
    }
    return 0.5 + sum * deviations / steps / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void doesNothingWithoutADeviation() {
    assertThat(new WideBlur(0).apply(new float[] {0, 1, 0.5f}, 3, 1)).containsExactly(0, 1, 0.5f);
  }
}
