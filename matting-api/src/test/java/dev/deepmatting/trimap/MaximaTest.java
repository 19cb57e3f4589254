package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaximaTest {
  @ParameterizedTest
  @CsvSource({"1,1,0", "1,1,3", "7,1,2", "1,9,4", "12,11,1", "13,17,3", "20,9,30", "31,14,0"})
  void areTheLargestValuesOfTheSquaresAroundEachPixel(int width, int height, int reach) {
    float[] values = new float[width * height];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    float[] maxima = Cores.Maxima.within(values, width, height, reach);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(maxima[y * width + x]).isEqualTo(largest(values, width, height, x, y, reach));
      }
    }
  }

  private static float largest(float[] values, int width, int height, int x, int y, int reach) {
    float largest = 0;
    for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        largest = Math.max(largest, values[v * width + u]);
      }
    }
    return largest;
  }
}
